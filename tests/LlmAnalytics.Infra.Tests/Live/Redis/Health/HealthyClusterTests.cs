using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>A cluster that is well, seen from one node, and by a dry run.</summary>
public sealed class HealthyClusterTests() : RedisHealthTests(new RedisClusterOptions { NodeTimeoutMs = 5000 })
{
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
}
