using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>A cluster that is well is called so, by every server; the test leaves no trace.</summary>
public sealed class HealthyClusterTests() : RedisHealthTests(new RedisClusterOptions { NodeTimeoutMs = 5000 })
{
    [RedisTheory]
    [MemberData(nameof(RedisServers.Names), MemberType = typeof(RedisServers))]
    public async Task A_healthy_cluster_is_healthy(string server)
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Server = RedisServers.Named(server), Password = "secret", NodeTimeoutMs = 5000 }, InTime);
        var operation = new RecordingOperation();

        var health = await TestAsync(cluster, Query with { SampleSec = 1, IncludeRoundTrip = true }, operation);

        AssertFindings(health);
        Assert.True(health.Healthy, Tell(health));
        Assert.Equal(("ok", 3, 6, 6, 3, 3), (health.ClusterState, health.ClusterSize, health.NodeCount, health.ReachableNodes, health.MasterCount, health.ReplicaCount));
        Assert.Equal((16384, 16384), (health.SlotsAssigned, health.SlotsOk));
        Assert.Equal(RedisChecks.All, health.Checks.Select(check => check.Name));
        Assert.Single(operation.Questions);
        Assert.Empty(operation.Problems);
        foreach (var node in cluster.Nodes)
        {
            Assert.Equal("0", await node.CommandAsync("DBSIZE"));
            Assert.Null(await node.InfoAsync("errorstat_ERR"));
        }
    }

    [RedisFact]
    public async Task One_node_is_enough_to_find_the_others()
    {
        await using var connection = new Engine().Redis.Open(new RedisConnectionRequest { Nodes = [Cluster.Node(5).Address] }, new RecordingOperation());

        var health = await connection.Cluster.TestAsync(Query, new RecordingOperation(), InTime);

        AssertFindings(health);
        Assert.Equal(6, health.ReachableNodes);
    }

    [RedisFact]
    public async Task What_takes_two_samples_is_left_out_without_them_and_a_dry_run_writes_nothing()
    {
        var health = await TestAsync(Cluster, Query with { IncludeRoundTrip = true }, new RecordingOperation(Approval.WhatIf));

        Assert.True(health.Healthy, Tell(health));
        Assert.Equal(["FullSyncs", "ReplicationBacklog"], health.Checks.Where(check => check.Status == "Skipped" && check.Message.Contains("-SampleSec", StringComparison.Ordinal)).Select(check => check.Name));
        Assert.Equal("Skipped", Single(health, RedisChecks.RoundTrip).Status);
        foreach (var node in Cluster.Masters)
        {
            Assert.DoesNotContain("cmdstat_set", await node.CommandAsync("INFO", "commandstats"), StringComparison.Ordinal);
        }
    }

    [RedisFact]
    public async Task Only_the_checks_asked_for_are_made()
    {
        var included = await TestAsync(Query with { Include = [RedisChecks.ClusterState] });
        var skipped = await TestAsync(Query with { Skip = [RedisChecks.ClusterState] });

        Assert.Equal(RedisChecks.ClusterState, Assert.Single(included.Checks).Name);
        Assert.Equal("Skipped", Single(skipped, RedisChecks.ClusterState).Status);
    }
}
