using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>Clusters out of nodes in cluster mode that don't know each other, of every kind of server.</summary>
public abstract class FreshNodeTests
{
    [ClusterFact]
    public async Task Six_fresh_nodes_become_a_cluster_and_stay_as_they_are()
    {
        await using var cluster = await StartAsync();
        using var initializer = new Initializer(cluster);
        var operation = new RecordingOperation();

        var result = await initializer.RunAsync(operation);

        Assert.Equal("Created", result.Status);
        Assert.Equal((3, 3, 16384), (result.MasterCount, result.ReplicaCount, result.SlotsAssigned));
        Assert.Equal(((int?)0, (int?)0, (int?)1, (int?)0), (result.SharedZones, result.SharedZonesBound, result.MaxMastersPerZone, result.ShardsLostPerZone));
        Assert.Equal(["Master", "Replica", "Master", "Replica", "Master", "Replica"], result.Nodes.Select(node => node.Role));
        Assert.Equal("0-5460", result.Nodes[0].Slots);
        Assert.Equal(result.Nodes[0].Endpoint, result.Nodes[1].Master);
        Assert.Contains("CLUSTER REPLICATE", result.Nodes[1].Commands, StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
        Assert.Single(operation.Questions);
        Assert.DoesNotContain("secret", string.Join(' ', [.. operation.VerboseLines, result.ToString()]), StringComparison.Ordinal);
        await IsUpAsync(cluster);
        Assert.True(initializer.JournalIsEmpty);

        var before = await WrittenAsync(cluster);
        var again = await initializer.RunAsync(operation);
        Assert.Equal("Unchanged", again.Status);
        Assert.All(again.Nodes, node => Assert.Equal("", node.Commands));
        Assert.Equal(result.Nodes.Select(node => (node.Endpoint, node.Role, node.Slots)), again.Nodes.Select(node => (node.Endpoint, node.Role, node.Slots)));
        Assert.Equal(before, await WrittenAsync(cluster));
        Assert.Single(operation.Questions);
    }

    [ClusterTheory]
    [InlineData(Approval.WhatIf)]
    [InlineData(Approval.Declined)]
    public async Task A_dry_run_or_an_operator_who_says_no_has_the_plan_and_untouched_nodes(Approval answer)
    {
        await using var cluster = await StartAsync();
        using var initializer = new Initializer(cluster);
        var before = await WrittenAsync(cluster);

        var result = await initializer.RunAsync(new RecordingOperation(answer));

        Assert.Equal(("Planned", 16384), (result.Status, result.SlotsAssigned));
        Assert.Contains("CLUSTER ADDSLOTSRANGE 0 5460; CLUSTER SET-CONFIG-EPOCH 1; CLUSTER MEET 127.0.", result.Nodes[0].Commands, StringComparison.Ordinal);
        Assert.Equal(before, await WrittenAsync(cluster));
        Assert.True(initializer.JournalIsEmpty);
    }

    [ClusterFact]
    public async Task Extra_nodes_become_replicas_when_that_is_asked_for()
    {
        await using var cluster = await StartAsync(nodes: 8);
        using var initializer = new Initializer(cluster);
        initializer.Request = new RedisInitialization { NodeCount = 6 };
        var tooMany = await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync());
        Assert.Equal(ErrorIds.RedisNodeCountInvalid, tooMany.Problem.ErrorId);

        initializer.Request = new RedisInitialization { NodeCount = 6, ExtraNodesAsReplicas = true };
        var result = await initializer.RunAsync();

        Assert.Equal((3, 5), (result.MasterCount, result.ReplicaCount));
    }

    [ClusterFact]
    public async Task A_node_that_comes_up_late_is_waited_for()
    {
        await using var cluster = await StartAsync();
        using var initializer = new Initializer(cluster);
        cluster.Node(2).Kill();
        var operation = new RecordingOperation();
        var running = initializer.RunAsync(operation);
        await cluster.UntilAsync(() => Task.FromResult(operation.ProgressReports.Any(report => report.Status.Contains(cluster.Node(2).Address, StringComparison.Ordinal))), "the missing node is named");

        await cluster.Node(2).StartAsync();

        Assert.Equal("Created", (await running).Status);
    }

    private protected abstract Task<RedisClusterUnderTest> StartAsync(int nodes = 6);

    /// <summary>Every node says that all is well, and its settings are those of before.</summary>
    private protected abstract Task IsUpAsync(RedisClusterUnderTest cluster);

    /// <summary>What has been written to the nodes; the same where nothing was written in between.</summary>
    private protected abstract Task<IReadOnlyList<string>> WrittenAsync(RedisClusterUnderTest cluster);
}

/// <summary>On processes, with the timeouts that servers have by default.</summary>
public abstract class FreshNodeTestsOnServers(RedisServer server) : FreshNodeTests
{
    private protected override async Task<RedisClusterUnderTest> StartAsync(int nodes = 6) => await RedisTestCluster.StartAsync(new RedisClusterOptions
    {
        Nodes = nodes, Server = server, Password = "secret-word", NodeTimeoutMs = 15000, Settings = new Dictionary<string, string> { [ClusterAssert.SyncDelay] = "5" },
    });

    private protected override Task IsUpAsync(RedisClusterUnderTest cluster) => ClusterAssert.IsUpAsync((RedisTestCluster)cluster, "15000", "5");

    private protected override async Task<IReadOnlyList<string>> WrittenAsync(RedisClusterUnderTest cluster) =>
        [.. (await ClusterAssert.WritesAsync(((RedisTestCluster)cluster).Nodes)).Select(write => $"{write.Key} {write.Value}").Order(StringComparer.Ordinal)];
}

[OnRedisServers]
public sealed class FreshNodeTestsOnRedis() : FreshNodeTestsOnServers(RedisServers.Default);

[OnRedisServers]
public sealed class FreshNodeTestsOnRedis8() : FreshNodeTestsOnServers(RedisServers.Redis8);

[OnRedisServers]
public sealed class FreshNodeTestsOnValkey9() : FreshNodeTestsOnServers(RedisServers.Valkey9);

public sealed class FreshNodeTestsOnGarnet : FreshNodeTests
{
    private protected override async Task<RedisClusterUnderTest> StartAsync(int nodes = 6) => await GarnetTestCluster.StartAsync(nodes);

    private protected override async Task IsUpAsync(RedisClusterUnderTest cluster)
    {
        foreach (var node in cluster.Nodes)
        {
            Assert.Contains("cluster_state:ok", await node.CommandAsync("CLUSTER", "INFO"), StringComparison.Ordinal);
            Assert.Equal(6, (await WrittenAsync(node)).Length);
        }
    }

    /// <summary>Garnet counts no commands: what a write changes is in the nodes' own view of the cluster.</summary>
    private protected override async Task<IReadOnlyList<string>> WrittenAsync(RedisClusterUnderTest cluster)
    {
        var written = new List<string>();
        foreach (var node in cluster.Nodes)
        {
            written.AddRange(await WrittenAsync(node));
        }

        return written;
    }

    /// <summary>CLUSTER NODES without what goes by itself: times, epochs that gossip settles, states of links.</summary>
    private static async Task<string[]> WrittenAsync(RedisNodeUnderTest node) =>
        [.. (await node.CommandAsync("CLUSTER", "NODES")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(' '))
            .Select(words => $"{node.Number}: {words[0]} {words[1]} {words[2]} {words[3]} {string.Join(' ', words.Skip(8))}").Order(StringComparer.Ordinal)];
}
