using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Tests.Live.Redis.Health;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis;

/// <summary>Six nodes that are a cluster, of every kind of server: their shape, the verdict, and what a dead one costs.</summary>
public abstract class JoinedClusterTests(JoinedClusterFixture fixture) : RedisVerdictTests
{
    private protected RedisClusterUnderTest Cluster => fixture.Cluster;

    /// <summary>The killed node is younger than the others for some minutes, and nodes that all have one address are on one machine.</summary>
    private string[] Skipped => Cluster.Nodes.DistinctBy(node => node.Host).Count() == 1 ? [RedisChecks.Restarts, RedisChecks.Placement] : [RedisChecks.Restarts];

    [ClusterFact]
    public async Task A_healthy_cluster_is_healthy_and_the_test_leaves_no_trace()
    {
        var operation = new RecordingOperation();

        var health = await TestAsync(Cluster, Patient with { SampleSec = 1, IncludeRoundTrip = true, Skip = Skipped }, operation);

        AssertFindings(health);
        Assert.True(health.Healthy, Tell(health));
        Assert.Equal(("ok", 3, 6, 6, 3, 3), (health.ClusterState, health.ClusterSize, health.NodeCount, health.ReachableNodes, health.MasterCount, health.ReplicaCount));
        Assert.Equal((16384, 16384), (health.SlotsAssigned, health.SlotsOk));
        Assert.Equal(RedisChecks.All, health.Checks.Select(check => check.Name));
        Assert.All(health.Checks.Where(check => check.Status == "Skipped"), check => Assert.False(string.IsNullOrEmpty(check.Message), check.Name));
        Assert.Single(operation.Questions);
        Assert.Empty(operation.Problems);
        foreach (var node in Cluster.Nodes)
        {
            await Cluster.UntilAsync(async () => await node.CommandAsync("DBSIZE") == "0", $"{node.Address} has no key: a replica carries out its master's DEL a moment later");
            Assert.Null(await node.InfoAsync("errorstat_ERR"));
        }
    }

    [ClusterFact]
    public async Task One_address_leads_to_all_nodes()
    {
        await using var connection = await ConnectAsync(Cluster.Node(4).Address);
        var operation = new RecordingOperation();
        var shape = await connection.Cluster.GetAsync(operation, InTime);
        Assert.Empty(operation.Warnings);
        Assert.Equal(("ok", 3, 6, 3, 3, 16384, 16384),
            (shape.ClusterState, shape.ClusterSize, shape.KnownNodes, shape.MasterCount, shape.ReplicaCount, shape.SlotsAssigned, shape.SlotsOk));
        Assert.Equal(fixture.Shares, shape.Shards.Select(shard => shard.Slots));

        var nodes = await NodesAsync(connection, new RedisNodeQuery());
        Assert.Equal(Cluster.Addresses.Order(), nodes.Select(node => node.Endpoint).Order());
        Assert.Equal(shape.Shards.Select(shard => shard.Master).Order(), nodes.Where(node => node.Role == "Master").Select(node => node.Endpoint).Order());
        Assert.All(nodes, node => Assert.True(node is { State: "Online", RoundTripMs: > 0, Keys: 0, Failure: null, Shard: not null }, node.ToString()));
        Assert.All(nodes, node => Assert.Equal(fixture.TellsFigures, node is { UsedMemoryBytes: > 0, ConnectedClients: > 0 }));
        Assert.All(nodes, node => Assert.StartsWith(fixture.Version, node.Version, StringComparison.Ordinal));
        Assert.All(nodes.Where(node => node.Role == "Replica"), node => Assert.True(node is { Link: "up", LagSeconds: >= 0, Slots: "" } && node.LagBytes >= 0 == fixture.TellsFigures && shape.Shards[node.Shard!.Value - 1].Master == node.Master, node.ToString()));
        Assert.Equal(6, connection.NodeCount);
        Assert.Equal(("Nodes", Cluster.Node(4).Address, "Direct", Cluster.Password is null ? null : "default", false), (connection.Source, connection.Target, connection.Transport, connection.User, connection.Tls));

        Assert.Equal(3, (await NodesAsync(connection, new RedisNodeQuery { Role = "replica" })).Count);
        Assert.Single(await NodesAsync(connection, new RedisNodeQuery { Names = [$"{Cluster.Node(2).Address[..^1]}?"] }), node => node.Endpoint == Cluster.Node(2).Address);
        Assert.Single(await NodesAsync(connection, new RedisNodeQuery { Names = [nodes[0].Id!] }));
        Assert.Empty(await NodesAsync(connection, new RedisNodeQuery { Names = ["nobody:1"] }, ErrorIds.RedisNodeNotFound));
    }

    [ClusterFact]
    public async Task Only_the_checks_asked_for_are_made()
    {
        var included = await TestAsync(Cluster, Patient with { Include = [RedisChecks.ClusterState] });
        var skipped = await TestAsync(Cluster, Patient with { Skip = [RedisChecks.ClusterState] });

        Assert.Equal(RedisChecks.ClusterState, Assert.Single(included.Checks).Name);
        Assert.Equal("Skipped", Single(skipped, RedisChecks.ClusterState).Status);
    }

    [ClusterFact]
    public async Task A_killed_replica_is_found_and_costs_its_own_row()
    {
        await using var connection = await ConnectAsync(string.Join(',', Cluster.Addresses));
        var address = (await NodesAsync(connection, new RedisNodeQuery { Role = "replica" }))[0].Endpoint;
        var victim = Cluster.Nodes.Single(node => node.Address == address);
        victim.Kill();
        try
        {
            var health = await TestAsync(Cluster, Patient);
            Assert.Equal(("Unhealthy", 5, 6), (health.Status, health.ReachableNodes, health.NodeCount));
            var check = Single(health, RedisChecks.NodeReachable);
            Assert.Equal(("Critical", ErrorIds.RedisConnectionRefused, address), (check.Status, check.Observed, check.Target));
            Assert.Equal(16384, health.SlotsAssigned);

            var rows = await NodesAsync(connection, new RedisNodeQuery());
            Assert.Equal(5, rows.Count(row => row.State == "Online"));
            var row = rows.Single(row => row.Endpoint == address);
            Assert.Equal(("NotResponding", "Replica"), (row.State, row.Role));
            Assert.Contains("refused the connection", row.Failure, StringComparison.Ordinal);
        }
        finally
        {
            await victim.StartAsync(InTime);
        }

        await UntilAsync(Cluster, Patient with { Skip = Skipped });
    }

    private Task<RedisConnection> ConnectAsync(string nodes) => new Engine().Redis.ConnectAsync(
        new RedisConnectionRequest { Nodes = [nodes], Credential = Cluster.Password is { } password ? new NetworkCredential("default", password) : null }, new RecordingOperation(), InTime);

    private static async Task<List<RedisNode>> NodesAsync(RedisConnection connection, RedisNodeQuery query, string? error = null)
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

[OnRedisServers]
public sealed class JoinedClusterTestsOnRedis(JoinedRedisFixture fixture) : JoinedClusterTests(fixture), IClassFixture<JoinedRedisFixture>;

[OnRedisServers]
public sealed class JoinedClusterTestsOnRedis8(JoinedRedis8Fixture fixture) : JoinedClusterTests(fixture), IClassFixture<JoinedRedis8Fixture>;

[OnRedisServers]
public sealed class JoinedClusterTestsOnValkey9(JoinedValkey9Fixture fixture) : JoinedClusterTests(fixture), IClassFixture<JoinedValkey9Fixture>;

public sealed class JoinedClusterTestsOnGarnet(JoinedGarnetFixture fixture) : JoinedClusterTests(fixture), IClassFixture<JoinedGarnetFixture>;
