using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>Nodes that answer late, wrongly or not everybody, while the cluster goes on.</summary>
public sealed class NodeFaultTests() : RedisHealthTests(new RedisClusterOptions { NodeTimeoutMs = 15_000, Password = "secret" })
{
    [RedisFact]
    public async Task A_node_that_sleeps_does_not_answer()
    {
        var asleep = Cluster.Node(1).CommandAsync("DEBUG", "SLEEP", "3");
        await Cluster.UntilAsync(() => IsSilentAsync(Cluster.Node(1)), "the node sleeps");

        AssertFindings(await TestAsync(), "NodeReachable Critical", "SlotCoverage Critical");

        await asleep;
        await UntilAsync(Query);
    }

    [RedisFact]
    public async Task A_node_whose_writes_pause_fails_the_round_trip_alone()
    {
        await Cluster.Node(2).CommandAsync("CLIENT", "PAUSE", "60000", "WRITE");
        try
        {
            AssertFindings(await TestAsync(Query with { IncludeRoundTrip = true }), "RoundTrip Critical");
        }
        finally
        {
            await Cluster.Node(2).CommandAsync("CLIENT", "UNPAUSE");
        }

        await UntilAsync(Query with { IncludeRoundTrip = true });
    }

    [RedisFact]
    public async Task A_replica_with_a_wrong_masterauth_is_found()
    {
        var replica = Cluster.Node(4);
        await replica.CommandsAsync([["CONFIG", "SET", "masterauth", "wrong"], ["CLIENT", "KILL", "TYPE", "master"]]);
        try
        {
            var health = await UntilAsync(Query, "ReplicationLink Warning", "Authentication Critical");
            Assert.Equal(replica.Address, Single(health, RedisChecks.ReplicationLink).Target);
            Assert.DoesNotContain("secret", Tell(health), StringComparison.Ordinal);
        }
        finally
        {
            await replica.CommandAsync("CONFIG", "SET", "masterauth", "secret");
        }

        await UntilAsync(Query);
    }

    [RedisFact]
    public async Task A_full_sync_while_it_is_watched_is_found()
    {
        var operation = new RecordingOperation();
        var watching = TestAsync(Cluster, Query with { SampleSec = 4 }, operation);
        await Cluster.UntilAsync(() => Task.FromResult(operation.ProgressReports.Any(report => report.Status.StartsWith("Watching", StringComparison.Ordinal))), "the first sample is taken");
        await Cluster.Node(1).CommandsAsync([["DEBUG", "CHANGE-REPL-ID"], ["CLIENT", "KILL", "TYPE", "replica"]]);

        AssertFindings(await watching, "FullSyncs Warning");
        await UntilAsync(Query);
    }

    [RedisFact]
    public async Task A_full_memory_is_found()
    {
        await SetMaxMemoryAsync("1mb");
        try
        {
            var watching = TestAsync(Query with { SampleSec = 2, IncludeRoundTrip = true });
            while (!watching.IsCompleted)
            {
                await Assert.ThrowsAsync<RedisCommandException>(() => Cluster.Node(1).CommandAsync("SET", "{06S}", "1"));
                await Task.WhenAny(watching, Task.Delay(50));
            }

            AssertFindings(await watching, "Memory Critical", "Evictions Critical", "RoundTrip Critical");
        }
        finally
        {
            await SetMaxMemoryAsync("256mb");
        }
    }

    [RedisFact]
    public async Task A_slow_node_is_found()
    {
        await using var proxy = new DelayProxy(Cluster.Node(3).Host, Cluster.Port) { Delay = TimeSpan.FromMilliseconds(120) };
        string[] nodes = [proxy.Address, .. Cluster.Nodes.Where(node => node.Number != 3).Select(node => node.Address)];
        await using var connection = new Engine().Redis.Open(new RedisConnectionRequest { Nodes = nodes, Credential = new("", "secret") }, new RecordingOperation());

        var health = await connection.Cluster.TestAsync(Query with { MaxRoundTripMs = 100, Patience = TimeSpan.FromSeconds(5) }, new RecordingOperation(), InTime);

        AssertFindings(health, "Latency Warning");
        Assert.Equal(proxy.Address, Single(health, RedisChecks.Latency).Target);
        Assert.Equal(6, health.NodeCount);
    }

    [RedisFact]
    public async Task A_node_with_another_password_is_found()
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Password = "secret", NodeTimeoutMs = 15_000 }, InTime);
        await cluster.Node(5).CommandAsync("CONFIG", "SET", "requirepass", "another");

        var health = await TestAsync(cluster);

        AssertFindings(health, "NodeReachable Critical", "Authentication Critical");
        Assert.Equal(ErrorIds.RedisAuthenticationFailed, Single(health, RedisChecks.NodeReachable).Observed);
    }

    [RedisFact]
    public async Task A_setting_that_differs_is_found()
    {
        await Cluster.Node(6).CommandAsync("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        try
        {
            var health = await TestAsync();

            AssertFindings(health, "Configuration Warning");
            Assert.Contains("maxmemory-policy noeviction", Single(health, RedisChecks.Configuration).Remedy, StringComparison.Ordinal);
        }
        finally
        {
            await Cluster.Node(6).CommandAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");
        }
    }

    [RedisFact]
    public async Task Many_slow_commands_are_found()
    {
        var node = Cluster.Node(1);
        await node.CommandsAsync([["CONFIG", "SET", "slowlog-log-slower-than", "0"], .. Enumerable.Repeat<string[]>(["GET", "{06S}"], 20), ["CONFIG", "SET", "slowlog-log-slower-than", "10000"]]);
        try
        {
            AssertFindings(await TestAsync(), "SlowCommands Warning");
        }
        finally
        {
            await node.CommandAsync("SLOWLOG", "RESET");
        }
    }

    private Task<string[]> SetMaxMemoryAsync(string size) => Task.WhenAll(Cluster.Nodes.Select(node => node.CommandAsync("CONFIG", "SET", "maxmemory", size)));

    private static async Task<bool> IsSilentAsync(RedisTestNode node)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        try
        {
            await node.CommandsAsync([["PING"]], patience.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
