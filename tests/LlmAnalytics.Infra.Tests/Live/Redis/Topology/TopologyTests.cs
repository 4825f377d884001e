using System.Diagnostics;
using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Topology;
using LlmAnalytics.Infra.Tests.Live.Redis.Nodes;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;
using Xunit.Abstractions;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Topology;

/// <summary>Real clusters, put together from what every node says.</summary>
public sealed class TopologyTests(ITestOutputHelper output) : NodeTests
{
    [RedisFact]
    public async Task A_dead_and_a_frozen_node_cost_their_own_rows()
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { NodeTimeoutMs = 15000 });
        await using var pool = Pool([.. cluster.Nodes.Select(PlaceOf)]);
        cluster.Node(2).Freeze();
        cluster.Node(6).Kill();
        var startedAt = Stopwatch.GetTimestamp();
        var topology = await new TopologyReader(pool).ReadAsync(TimeSpan.FromSeconds(1), InTime);
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.FromSeconds(0.9), Soon);
        var nodes = TopologyRecords.Nodes(topology).ToDictionary(node => node.Endpoint);
        Assert.Equal(6, nodes.Count);
        Assert.Equal(("NotResponding", 2, "Master", "5461-10921"), (nodes[cluster.Node(2).Address].State, nodes[cluster.Node(2).Address].Shard, nodes[cluster.Node(2).Address].Role, nodes[cluster.Node(2).Address].Slots));
        Assert.Contains("didn't answer within 1.0 s", nodes[cluster.Node(2).Address].Failure, StringComparison.Ordinal);
        Assert.Contains("refused the connection", nodes[cluster.Node(6).Address].Failure, StringComparison.Ordinal);
        Assert.Equal(4, nodes.Values.Count(node => node.State == "Online"));
    }

    [RedisFact]
    public async Task Fresh_nodes_are_unjoined_and_a_server_without_cluster_mode_is_said()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions
        {
            Nodes = 2,
            NodeSettings = number => number == 2 ? new Dictionary<string, string> { ["cluster-enabled"] = "no" } : new Dictionary<string, string>(),
        });
        await using var connection = await ConnectAsync(cluster, string.Join(',', cluster.Addresses));
        var nodes = await AllAsync(connection, new RedisNodeQuery());
        Assert.Equal([("Unjoined", cluster.Node(1).Address), ("NotResponding", cluster.Node(2).Address)], nodes.Select(node => (node.State, node.Endpoint)));
        Assert.Contains("is not in cluster mode", nodes[1].Failure, StringComparison.Ordinal);
        await using var alone = await ConnectAsync(cluster, cluster.Node(2).Address);
        Assert.Equal(ErrorIds.RedisClusterModeOff, (await Assert.ThrowsAsync<ProblemException>(() => alone.Cluster.GetAsync(new RecordingOperation(), InTime))).Problem.ErrorId);
    }

    [RedisFact]
    public async Task No_node_that_answers_is_an_error_with_the_cause()
    {
        var port = LoopbackPorts.Take(1)[0];
        var problem = (await Assert.ThrowsAsync<ProblemException>(() => new Engine().Redis.ConnectAsync(
            new RedisConnectionRequest { Nodes = [$"127.0.0.1:{port}", $"127.0.0.2:{port}"] }, new RecordingOperation(), InTime))).Problem;
        Assert.Equal(ErrorIds.RedisConnectionRefused, problem.ErrorId);
        Assert.StartsWith("No Redis node could be used. 127.0.0.1:", problem.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task A_hundred_nodes_are_read_in_a_second()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 100 });
        for (var run = 1; run <= 3; run++)
        {
            await using var pool = Pool([.. cluster.Nodes.Select(PlaceOf)]);
            var nodes = await pool.FindAsync(InTime);
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(nodes.Select(node => SendAsync(node, "CLUSTER", "INFO")));
            var cold = Stopwatch.GetElapsedTime(startedAt);
            startedAt = Stopwatch.GetTimestamp();
            var topology = await new TopologyReader(pool).ReadAsync(Patience, InTime);
            output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"100 nodes, run {run}: connect and CLUSTER INFO {cold.TotalMilliseconds:0} ms, then all views {Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds:0} ms"));
            Assert.Equal(100, topology.Nodes.Count(node => node.Answers));
        }
    }

    private static Task<RedisConnection> ConnectAsync(RedisTestCluster cluster, string nodes) => new Engine().Redis.ConnectAsync(
        new RedisConnectionRequest { Nodes = [nodes], Credential = cluster.Options.Password is { } password ? new NetworkCredential("default", password) : null }, new RecordingOperation(), InTime);

    private static async Task<List<RedisNode>> AllAsync(RedisConnection connection, RedisNodeQuery query, string? error = null)
    {
        var operation = new RecordingOperation();
        var nodes = new List<RedisNode>();
        await foreach (var node in connection.Cluster.GetNodesAsync(query, operation, InTime))
        {
            nodes.Add(node);
        }

        Assert.Equal(error is null ? [] : [error], operation.Problems.Select(problem => problem.ErrorId));
        return nodes;
    }
}
