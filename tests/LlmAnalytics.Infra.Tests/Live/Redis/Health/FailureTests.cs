using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>Nodes that freeze and die: at once, and after the cluster has noticed. One after the other, on one cluster.</summary>
public sealed class FailureTests() : RedisHealthTests(new RedisClusterOptions { NodeTimeoutMs = 2000 })
{
    [RedisFact]
    public async Task A_frozen_master_is_found_at_once_and_replaced_later()
    {
        var master = await FindAsync("master");
        master.Freeze();
        try
        {
            var health = await TestAsync(Query with { Patience = TimeSpan.FromMilliseconds(700), Skip = [RedisChecks.BusLinks] });

            Assert.Contains("NodeReachable Critical", Findings(health));
            Assert.Equal((5, 6), (health.ReachableNodes, health.NodeCount));
            Assert.Equal(ErrorIds.RedisNodeNotResponding, Single(health, RedisChecks.NodeReachable).Observed);
            Assert.Equal(master.Address, Single(health, RedisChecks.NodeReachable).Target);
            Assert.InRange(health.DurationMs, 0, 10_000);

            health = await UntilAsync(Query, "NodeReachable Critical", "NodeFlags Critical", "Replicas Warning");
            Assert.Equal(("ok", 3, 3, 2), (health.ClusterState, health.ClusterSize, health.MasterCount, health.ReplicaCount));
        }
        finally
        {
            master.Thaw();
        }

        await UntilAsync(Query);
    }

    [RedisFact]
    public async Task A_killed_replica_is_found()
    {
        var replica = await FindAsync("slave");
        replica.Kill();

        var health = await UntilAsync(Query, "NodeReachable Critical", "NodeFlags Critical", "Replicas Warning");
        Assert.Equal(ErrorIds.RedisConnectionRefused, Single(health, RedisChecks.NodeReachable).Observed);
        Assert.Contains("CLUSTER FORGET", Single(health, RedisChecks.NodeFlags).Remedy, StringComparison.Ordinal);

        await replica.RestartAsync();
        // What is left for some minutes: that one of them is younger than the others, once they are a minute old.
        await UntilAsync(Query with { Skip = [RedisChecks.Restarts] });
    }

    [RedisFact]
    public async Task A_master_killed_with_its_replica_leaves_slots_without_service()
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { NodeTimeoutMs = 2000 }, InTime);
        // Node 4 replicates node 2.
        cluster.Node(2).Kill();
        cluster.Node(4).Kill();

        await cluster.UntilAsync(async () => (await TestAsync(cluster)).ClusterState == "fail", "the cluster notices");
        var health = await TestAsync(cluster);

        Assert.Equal("Unhealthy", health.Status);
        Assert.Equal((16384, 4), (health.SlotsAssigned, health.ReachableNodes));
        Assert.Equal(16384 - 5461, health.SlotsOk);
        Assert.Equal("Critical", Single(health, RedisChecks.SlotCoverage).Status);
        Assert.Equal("Critical", Single(health, RedisChecks.ClusterState).Status);
    }
}
