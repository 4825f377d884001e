using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>Whatever interrupts it, the next run ends with a cluster that is up and settings that are those of before.</summary>
public sealed class InterruptedTests
{
    private const int Lanes = 3;
    private static readonly string[] Reads = ["PING", "INFO", "ACL", "COMMAND"];

    [RedisFact]
    public async Task Killed_before_any_write_it_goes_on_from_there()
    {
        var writes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(SweepAsync));
        // 12 settings there and back, 3 ranges, 6 epochs, 15 introductions, 3 replicas, 3 keys there and back; none of them left out.
        Assert.All(writes, count => Assert.InRange(count, 57, 200));
    }

    [RedisFact]
    public async Task Left_half_made_by_redis_cli_it_is_completed()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { NodeTimeoutMs = 15000 });
        using var initializer = new Initializer(cluster);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => KilledRedisCli.CreateAsync(cluster, stop.Token));
        Assert.DoesNotContain("slave", await cluster.Node(1).CommandAsync("CLUSTER", "NODES"), StringComparison.Ordinal);

        var result = await initializer.RunAsync();

        Assert.Equal("Changed", result.Status);
        Assert.Equal(0, result.SharedZones);
        await ClusterAssert.IsUpAsync(cluster, "15000", "0");
        Assert.Equal("Unchanged", (await initializer.RunAsync()).Status);
    }

    [RedisFact]
    public async Task A_node_that_freezes_meanwhile_is_named_and_the_next_run_completes_the_cluster()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { NodeTimeoutMs = 15000 });
        using var initializer = new Initializer(cluster) { Timeout = TimeSpan.FromSeconds(4) };
        var frozen = cluster.Node(5);
        initializer.Before = (_, command) =>
        {
            if (command is ["CLUSTER", "MEET", ..] && !frozen.IsFrozen)
            {
                frozen.Freeze();
            }

            return Task.CompletedTask;
        };
        var operation = new RecordingOperation();

        var problem = (await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync(operation))).Problem;

        Assert.Equal(ErrorIds.RedisInitializationFailed, problem.ErrorId);
        Assert.Contains(frozen.Address, problem.Message, StringComparison.Ordinal);
        Assert.Equal("15000", await ClusterAssert.SettingAsync(cluster.Node(1), ClusterAssert.NodeTimeout));
        Assert.Contains(operation.Warnings, warning => warning.Contains($"{frozen.Address} may be left with cluster-node-timeout 500", StringComparison.Ordinal));
        Assert.False(initializer.JournalIsEmpty);

        frozen.Thaw();
        initializer.Before = null;
        initializer.Timeout = TimeSpan.FromSeconds(40);
        Assert.Equal("Changed", (await initializer.RunAsync()).Status);
        await ClusterAssert.IsUpAsync(cluster, "15000", "0");
        Assert.True(initializer.JournalIsEmpty);
    }

    [RedisFact]
    public async Task A_failover_meanwhile_changes_the_plan_and_not_the_outcome()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { NodeTimeoutMs = 15000 });
        using var initializer = new Initializer(cluster);
        string? promoted = null;
        initializer.Before = async (place, command) =>
        {
            // The first replica that has its master's data and has heard of its slots takes over.
            var node = cluster.Nodes.Single(node => node.Address == place.Address);
            if (command is ["CLUSTER", "NODES"] && await node.InfoAsync("master_link_status") == "up"
                && (await node.CommandAsync("CLUSTER", "INFO")).Contains("cluster_slots_assigned:16384", StringComparison.Ordinal) && Interlocked.CompareExchange(ref promoted, place.Address, null) is null)
            {
                await node.CommandAsync("CLUSTER", "FAILOVER", "TAKEOVER");
            }
        };

        var result = await initializer.RunAsync();

        Assert.Equal("Created", result.Status);
        Assert.Equal("Master", result.Nodes.Single(node => node.Endpoint == promoted).Role);
        await ClusterAssert.IsUpAsync(cluster, "15000", "0");
    }

    [RedisFact]
    public async Task A_bus_port_that_nobody_reaches_is_named()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions
        {
            NodeTimeoutMs = 15000,
            NodeSettings = number => number == 4 ? new Dictionary<string, string> { ["cluster-announce-bus-port"] = "9" } : new Dictionary<string, string>(),
        });
        using var initializer = new Initializer(cluster) { Timeout = TimeSpan.FromSeconds(4) };

        var problem = (await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync())).Problem;

        Assert.Equal(ErrorIds.RedisInitializationFailed, problem.ErrorId);
        Assert.Contains($"{cluster.Node(4).Host}:9", problem.Message, StringComparison.Ordinal);
        foreach (var node in cluster.Nodes)
        {
            Assert.Equal("15000", await ClusterAssert.SettingAsync(node, ClusterAssert.NodeTimeout));
        }
    }

    [RedisFact]
    public async Task A_process_that_is_killed_leaves_the_rest_to_the_next()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { NodeTimeoutMs = 15000 });
        using var initializer = new Initializer(cluster);
        await ChildProcess.KillDuringInitializationAsync(
            cluster, initializer.JournalFolder, async () => await ClusterAssert.SettingAsync(cluster.Node(6), ClusterAssert.NodeTimeout) == "500");
        Assert.False(initializer.JournalIsEmpty);

        Assert.NotEqual("Unchanged", (await initializer.RunAsync()).Status);
        await ClusterAssert.IsUpAsync(cluster, "15000", "0");
        Assert.True(initializer.JournalIsEmpty);
    }

    /// <summary>Kills at the n-th write for every Lanes-th n, each time a run that begins with fresh nodes; returns the writes that a whole run takes.</summary>
    private static async Task<int> SweepAsync(int lane)
    {
        await using var cluster = await RedisTestCluster.StartAsync(
            new RedisClusterOptions { NodeTimeoutMs = 15000, Settings = new Dictionary<string, string> { [ClusterAssert.SyncDelay] = "5" } });
        for (var last = lane + 1; ; last += Lanes)
        {
            using var initializer = new Initializer(cluster);
            var writes = 0;
            var kill = last;
            initializer.Before = (_, command) =>
                writes > kill || (!IsRead(command) && Interlocked.Increment(ref writes) > kill) ? throw new KilledException() : Task.CompletedTask;
            if (await SurvivesAsync(initializer))
            {
                return writes;
            }

            initializer.Before = null;
            var result = await initializer.RunAsync();

            Assert.Contains(result.Status, new[] { "Created", "Changed", "Unchanged" });
            Assert.True(initializer.JournalIsEmpty, $"killed at write {last}");
            await ClusterAssert.IsUpAsync(cluster, "15000", "5");
            await Task.WhenAll(cluster.Nodes.Select(ResetAsync));
        }
    }

    private static async Task ResetAsync(RedisTestNode node)
    {
        if ((await node.CommandAsync("ROLE")).StartsWith("master", StringComparison.Ordinal))
        {
            await node.CommandAsync("FLUSHALL"); // the proof of a run that was killed before it removed it
        }

        await node.CommandAsync("CLUSTER", "RESET", "HARD");
    }

    private static bool IsRead(IReadOnlyList<string> command) =>
        Reads.Contains(command[0]) || (command.Count > 1 && command[1] is "NODES" or "MYID" or "GET") || command is ["CLUSTER", "INFO"];

    private static async Task<bool> SurvivesAsync(Initializer initializer)
    {
        try
        {
            await initializer.RunAsync();
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    private sealed class KilledException : Exception;
}
