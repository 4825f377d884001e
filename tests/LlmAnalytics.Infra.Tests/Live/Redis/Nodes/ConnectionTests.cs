using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Nodes;

/// <summary>What nodes see of us: one connection each, the commands that were meant, and nothing left behind.</summary>
public sealed class ConnectionTests : NodeTests
{
    public static TheoryData<string> Servers => RedisServers.Names;

    [RedisTheory]
    [MemberData(nameof(Servers))]
    public async Task A_node_sees_one_connection_and_no_stray_command(string server)
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Server = RedisServers.Named(server) });
        foreach (var node in cluster.Nodes)
        {
            await node.CommandAsync("CONFIG", "RESETSTAT");
        }

        await using var pool = Pool([.. cluster.Nodes.Select(PlaceOf)]);
        var nodes = await pool.FindAsync(InTime);
        var ids = await Task.WhenAll(nodes.Select(node => SendAsync(node, "CLUSTER", "MYID")));
        Assert.Equal(await Task.WhenAll(cluster.Nodes.Select(node => node.IdAsync())), ids.Select(id => id.Text));
        await Task.WhenAll(nodes.Select(node => SendAsync(node, "CLUSTER", "NODES")));
        foreach (var node in cluster.Nodes)
        {
            Assert.Equal(1, await ClientsAsync(node));
            var seen = (await node.CommandAsync("INFO", "commandstats")).Split('\n').Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal))
                .Select(line => line["cmdstat_".Length..line.IndexOf(':', StringComparison.Ordinal)]);
            // INFO replication is the library's: once a connection.
            Assert.Empty(seen.Except(["ping", "info", "cluster|myid", "cluster|nodes", "client|list", "config|resetstat", "replconf"]));
            Assert.DoesNotContain("errorstat_", await node.CommandAsync("INFO", "errorstats"), StringComparison.Ordinal);
        }
    }

    [RedisFact]
    public async Task Closing_leaves_no_connection_behind()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 3 });
        var pool = Pool([.. cluster.Nodes.Select(PlaceOf)]);
        await Task.WhenAll((await pool.FindAsync(InTime)).Select(node => SendAsync(node, "PING")));
        var startedAt = Stopwatch.GetTimestamp();
        await pool.DisposeAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, Soon);
        foreach (var node in cluster.Nodes)
        {
            await EventuallyAsync(async () => await ClientsAsync(node) == 0, "the connections are closed");
            Assert.Contains("cmdstat_quit", await node.CommandAsync("INFO", "commandstats"), StringComparison.Ordinal);
        }

        Assert.Throws<ProblemException>(() => pool.Get(PlaceOf(cluster.Node(1))));
    }

    [RedisFact]
    public async Task A_frozen_node_costs_its_patience_and_closing_is_quick()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 2 });
        var pool = Pool([.. cluster.Nodes.Select(PlaceOf)]);
        var nodes = await pool.FindAsync(InTime);
        await Task.WhenAll(nodes.Select(node => SendAsync(node, "PING")));
        cluster.Node(1).Freeze();
        var startedAt = Stopwatch.GetTimestamp();
        foreach (var waitedFor in new[] { "waited for the answer to CLUSTER INFO", "waited for the answer to PING" })
        {
            var problem = (await Assert.ThrowsAsync<ProblemException>(() => nodes[0].SendAsync(TimeSpan.FromSeconds(0.5), ["CLUSTER", "INFO"], InTime))).Problem;
            Assert.Equal(ErrorIds.RedisNodeNotResponding, problem.ErrorId);
            Assert.Contains(waitedFor, problem.Message, StringComparison.Ordinal);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.FromSeconds(0.9), Soon);
        Assert.Equal("PONG", (await SendAsync(nodes[1], "PING")).Text);
        startedAt = Stopwatch.GetTimestamp();
        await pool.DisposeAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, Soon);
    }

    [RedisFact]
    public async Task A_node_that_thaws_answers_again()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1 });
        await using var pool = Pool(PlaceOf(cluster.Node(1)));
        var node = (await pool.FindAsync(InTime))[0];
        await SendAsync(node, "PING");
        cluster.Node(1).Freeze();
        await Assert.ThrowsAsync<ProblemException>(() => node.SendAsync(TimeSpan.FromSeconds(0.2), ["PING"], InTime));
        await Assert.ThrowsAsync<ProblemException>(() => node.SendAsync(TimeSpan.FromSeconds(0.2), ["PING"], InTime));
        cluster.Node(1).Thaw();
        Assert.Equal("PONG", (await SendAsync(node, "PING")).Text);
        await EventuallyAsync(async () => await ClientsAsync(cluster.Node(1)) == 1, "the connection that stayed without answer is closed");
    }

    [RedisFact]
    public async Task A_node_that_restarted_is_connected_to_again()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1 });
        await using var pool = Pool(PlaceOf(cluster.Node(1)));
        var node = (await pool.FindAsync(InTime))[0];
        await SendAsync(node, "PING");
        cluster.Node(1).Kill();
        Assert.Equal(ErrorIds.RedisConnectionRefused, (await Assert.ThrowsAsync<ProblemException>(async () =>
        {
            // The first may still meet the old connection's end.
            await Assert.ThrowsAsync<ProblemException>(() => SendAsync(node, "PING"));
            await SendAsync(node, "PING");
        })).Problem.ErrorId);
        await cluster.Node(1).RestartAsync();
        Assert.Equal("PONG", (await SendAsync(node, "PING")).Text);
        Assert.Equal(1, await ClientsAsync(cluster.Node(1)));
    }

    [RedisFact]
    public async Task Closing_during_a_command_ends_it_as_closed()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1 });
        var pool = Pool(PlaceOf(cluster.Node(1)));
        var node = (await pool.FindAsync(InTime))[0];
        await SendAsync(node, "PING");
        var sending = SendAsync(node, "DEBUG", "SLEEP", "60");
        var startedAt = Stopwatch.GetTimestamp();
        await pool.DisposeAsync();
        Assert.Equal(ErrorIds.RedisConnectionDisposed, (await Assert.ThrowsAsync<ProblemException>(() => sending)).Problem.ErrorId);
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, Soon);
        Assert.Equal(ErrorIds.RedisConnectionDisposed, (await Assert.ThrowsAsync<ProblemException>(() => SendAsync(node, "PING"))).Problem.ErrorId);
    }

    [RedisFact]
    public async Task A_caller_that_stops_is_let_go_at_once()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1 });
        await using var pool = Pool(PlaceOf(cluster.Node(1)));
        var node = (await pool.FindAsync(InTime))[0];
        await SendAsync(node, "PING");
        using var stop = new CancellationTokenSource();
        var sending = node.SendAsync(Patience, ["DEBUG", "SLEEP", "1"], stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [RedisTheory]
    [MemberData(nameof(Servers))]
    public async Task Answers_of_every_shape_and_errors_in_the_servers_words_come_through(string server)
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Server = RedisServers.Named(server) });
        await using var pool = Pool(PlaceOf(cluster.Node(1)));
        var node = (await pool.FindAsync(InTime))[0];
        var role = await SendAsync(node, "ROLE");
        Assert.Equal(("master", true), (role.Items![0].Text, role.Items[2].Items is not null));
        Assert.Equal(["cluster-enabled", "yes"], (await SendAsync(node, "CONFIG", "GET", "cluster-enabled")).Items!.Select(item => item.Text));
        Assert.Equal(16384 / 3, (await SendAsync(node, "CLUSTER", "COUNTKEYSINSLOT", "0")).Integer + 5461);
        Assert.Equal("slot", (await SendAsync(node, "CLUSTER", "SHARDS")).Items![0].Items![0].Text![..4]);
        var error = await Assert.ThrowsAsync<NodeErrorException>(() => SendAsync(node, "CLUSTER", "REPLICATE", "0123456789012345678901234567890123456789"));
        Assert.Equal(("ERR", "CLUSTER REPLICATE"), (error.Code, error.Command));
        Assert.Equal("MOVED", (await Assert.ThrowsAsync<NodeErrorException>(() => SendAsync(node, "SET", "foo", "1"))).Code); // slot 12182 is another's
        Assert.Same(RedisReply.Null, await SendAsync(node, "GET", "{06S}none"));
        Assert.Equal(1, await ClientsAsync(cluster.Node(1)));
    }
}
