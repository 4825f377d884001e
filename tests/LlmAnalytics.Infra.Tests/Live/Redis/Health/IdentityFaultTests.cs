using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>Nodes that don't belong, and nodes that nobody knows where to find.</summary>
public sealed class IdentityFaultTests() : RedisHealthTests(new RedisClusterOptions { NodeTimeoutMs = 15_000, Users = ["reader on >reader resetchannels +ping +info"] })
{
    [RedisFact]
    public async Task A_node_that_is_met_in_vain_is_found()
    {
        await Cluster.Node(2).CommandAsync("CLUSTER", "MEET", "127.0.200.200", "9");

        var health = await TestAsync();

        AssertFindings(health, "NodeFlags Warning");
        Assert.Equal("127.0.200.200:9", Single(health, RedisChecks.NodeFlags).Target);
        // The handshake is given up after the node timeout.
        await UntilAsync(Query);
    }

    [RedisFact]
    public async Task A_node_of_another_cluster_among_the_nodes_is_found()
    {
        await using var other = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Nodes = 3, ReplicasPerMaster = 0, NodeTimeoutMs = 15_000 }, InTime);

        var health = await TestAsync(null, other.Node(1).Address);

        AssertFindings(health, "ForeignNodes Critical");
        Assert.Contains(health.Checks, check => check.Name == RedisChecks.ForeignNodes && check.Target == other.Node(1).Address);
        Assert.Equal((3, 3), (health.MasterCount, health.ReplicaCount));
    }

    [RedisFact]
    public async Task A_node_in_no_cluster_is_found()
    {
        await using var other = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1 }, InTime);

        AssertFindings(await TestAsync(null, other.Node(1).Address), "ForeignNodes Warning");
    }

    [RedisFact]
    public async Task A_user_without_rights_learns_which_commands_are_missing()
    {
        var health = await TestAsync(Cluster, credential: new("reader", "reader"));

        Assert.Equal("Degraded", health.Status);
        Assert.DoesNotContain(health.Checks, check => check.Status is "Warning" or "Critical");
        foreach (var (check, command) in new[]
        {
            (RedisChecks.ClusterState, "CLUSTER INFO"), (RedisChecks.SlotCoverage, "CLUSTER NODES"), (RedisChecks.Roles, "ROLE"), (RedisChecks.Authentication, "CONFIG GET"),
        })
        {
            Assert.Equal("Unknown", Single(health, check).Status);
            Assert.Contains($"may not use {command}", Single(health, check).Message, StringComparison.Ordinal);
            Assert.Contains($"+{command.ToLowerInvariant().Replace(' ', '|')}", Single(health, check).Remedy, StringComparison.Ordinal);
        }

        Assert.Equal("Passed", Single(health, RedisChecks.Memory).Status);
    }

    [RedisFact]
    public async Task A_node_that_came_back_as_another_one_leaves_one_without_address()
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { NodeTimeoutMs = 5000 }, InTime);
        var (node, id) = (cluster.Node(6), await cluster.Node(6).IdAsync());
        node.Kill();
        File.Delete(Path.Combine(node.DataFolder, "nodes.conf"));
        await node.RestartAsync();
        await cluster.UntilAsync(async () => (await cluster.Node(1).CommandAsync("CLUSTER", "NODES")).Split('\n').Any(line => line.StartsWith(id, StringComparison.Ordinal) && line.Contains("noaddr", StringComparison.Ordinal)), "the id has no address");

        var health = await TestAsync(cluster);

        Assert.Contains("NodeFlags Warning", health.Checks.Select(check => $"{check.Name} {check.Status}"));
        Assert.Contains(health.Checks, check => check.Name == RedisChecks.NodeFlags && check.Target == id);
    }
}
