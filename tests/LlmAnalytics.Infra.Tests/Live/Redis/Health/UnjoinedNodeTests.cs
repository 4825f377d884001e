using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>The verdict on three nodes that are no cluster, or that are not there.</summary>
public abstract class UnjoinedNodeTests : RedisVerdictTests
{
    [ClusterFact]
    public async Task Nothing_answering_is_a_verdict_too()
    {
        await using var cluster = await StartAsync();
        foreach (var node in cluster.Nodes)
        {
            node.Kill();
        }

        var health = await TestAsync(cluster, Patient with { IncludeRoundTrip = true });

        Assert.Equal(("Unhealthy", null, 3, 0), (health.Status, health.ClusterState, health.NodeCount, health.ReachableNodes));
        Assert.Equal(3, health.Checks.Count(check => check is { Name: RedisChecks.NodeReachable, Status: "Critical" }));
        Assert.Equal("Unknown", Single(health, RedisChecks.RoundTrip).Status);
    }

    [ClusterFact]
    public async Task Servers_in_no_cluster_are_told_what_to_do()
    {
        await using var cluster = await StartAsync();

        var health = await TestAsync(cluster, Patient);

        Assert.Equal("Unhealthy", health.Status);
        Assert.Equal("Initialize-LlmRedisCluster", Single(health, RedisChecks.ClusterState).Remedy);
        AssertFindings(health, "ClusterState Critical");
        Assert.Equal((3, 3, 0, 0), (health.NodeCount, health.ReachableNodes, health.MasterCount, health.SlotsAssigned));
        Assert.Contains("on 3 nodes", Single(health, RedisChecks.Versions).Observed, StringComparison.Ordinal);
        Assert.Equal("Skipped", Single(health, RedisChecks.Views).Status);
    }

    private protected abstract Task<RedisClusterUnderTest> StartAsync();
}

[OnRedisServers]
public sealed class UnjoinedNodeTestsOnRedis : UnjoinedNodeTests
{
    private protected override async Task<RedisClusterUnderTest> StartAsync() => await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 3 }, InTime);
}

public sealed class UnjoinedNodeTestsOnGarnet : UnjoinedNodeTests
{
    private protected override async Task<RedisClusterUnderTest> StartAsync() => await GarnetTestCluster.StartAsync(nodes: 3, InTime);
}
