using System.Security.Cryptography.X509Certificates;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>Clusters out of fresh nodes, with the timeouts that servers have by default.</summary>
public sealed class CreateTests
{
    private static readonly Dictionary<string, string> Delay = new() { [ClusterAssert.SyncDelay] = "5" };

    [RedisTheory]
    [MemberData(nameof(RedisServers.Names), MemberType = typeof(RedisServers))]
    public async Task Six_fresh_nodes_become_a_cluster_and_stay_as_they_are(string server)
    {
        await using var cluster = await RedisTestCluster.StartAsync(
            new RedisClusterOptions { Server = RedisServers.Named(server), Password = "secret-word", NodeTimeoutMs = 15000, Settings = Delay });
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
        await ClusterAssert.IsUpAsync(cluster, "15000", "5");
        Assert.True(initializer.JournalIsEmpty);

        var before = await ClusterAssert.WritesAsync(cluster.Nodes);
        var again = await initializer.RunAsync(operation);
        Assert.Equal("Unchanged", again.Status);
        Assert.All(again.Nodes, node => Assert.Equal("", node.Commands));
        Assert.Equal(result.Nodes.Select(node => (node.Endpoint, node.Role, node.Slots)), again.Nodes.Select(node => (node.Endpoint, node.Role, node.Slots)));
        Assert.Equal(before, await ClusterAssert.WritesAsync(cluster.Nodes));
        Assert.Single(operation.Questions);
    }

    [RedisTheory]
    [InlineData(9, 2)]
    [InlineData(30, 1)]
    [InlineData(36, 1)] // introduced by one node alone
    public async Task Many_fresh_nodes_become_a_cluster(int nodes, int replicas)
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = nodes, ReplicasPerMaster = replicas, NodeTimeoutMs = 15000, Settings = Delay });
        using var initializer = new Initializer(cluster);

        var result = await initializer.RunAsync();

        Assert.Equal("Created", result.Status);
        Assert.Equal(nodes / (replicas + 1), result.MasterCount);
        Assert.Equal(result.SharedZonesBound, result.SharedZones);
        await ClusterAssert.IsUpAsync(cluster, "15000", "5");
    }

    [RedisFact]
    public async Task What_if_is_the_whole_plan_and_no_write()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { NodeTimeoutMs = 15000 });
        using var initializer = new Initializer(cluster);
        var before = await ClusterAssert.WritesAsync(cluster.Nodes);

        var result = await initializer.RunAsync(new RecordingOperation(Approval.WhatIf));

        Assert.Equal("Planned", result.Status);
        Assert.Equal(16384, result.SlotsAssigned);
        Assert.StartsWith("CONFIG SET cluster-node-timeout 500; CLUSTER ADDSLOTSRANGE 0 5460; CLUSTER SET-CONFIG-EPOCH 1; CLUSTER MEET 127.0.", result.Nodes[0].Commands, StringComparison.Ordinal);
        Assert.EndsWith("; CONFIG SET cluster-node-timeout 15000", result.Nodes[0].Commands, StringComparison.Ordinal);
        Assert.Equal(before, await ClusterAssert.WritesAsync(cluster.Nodes));
        Assert.True(initializer.JournalIsEmpty);
    }

    [RedisFact]
    public async Task Extra_nodes_become_replicas_when_that_is_asked_for()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 8, NodeTimeoutMs = 15000 });
        using var initializer = new Initializer(cluster);
        initializer.Request = new RedisInitialization { NodeCount = 6 };
        var tooMany = await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync());
        Assert.Equal(ErrorIds.RedisNodeCountInvalid, tooMany.Problem.ErrorId);

        initializer.Request = new RedisInitialization { NodeCount = 6, ExtraNodesAsReplicas = true };
        var result = await initializer.RunAsync();

        Assert.Equal((3, 5), (result.MasterCount, result.ReplicaCount));
    }

    [RedisFact]
    public async Task A_user_who_may_not_change_settings_gets_a_cluster_and_a_warning()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Users = ["ops on >pass ~* &* +@all -config|set"] });
        using var initializer = new Initializer(cluster) { User = "ops", Password = "pass" };

        var result = await initializer.RunAsync();

        Assert.Equal("Created", result.Status);
        Assert.Contains("CONFIG SET", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.True(initializer.JournalIsEmpty);
        await ClusterAssert.IsUpAsync(cluster, "2000", "0");
    }

    [RedisFact]
    public async Task A_user_with_just_the_rights_that_are_needed_gets_a_cluster()
    {
        const string rights = "+ping +info +command|info +cluster|myid +cluster|nodes +cluster|info +cluster|addslotsrange +cluster|set-config-epoch +cluster|meet +cluster|replicate "
            + "+config|get +config|set +set +del ~llm-analytics:initialization:*";
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { NodeTimeoutMs = 15000, Users = [$"ops on >pass {rights}"] });
        using var initializer = new Initializer(cluster) { User = "ops", Password = "pass" };

        var result = await initializer.RunAsync();

        Assert.Equal("Created", result.Status);
        Assert.Empty(result.Warnings);
        await ClusterAssert.IsUpAsync(cluster, "15000", "0");
    }

    [RedisFact]
    public async Task A_slow_node_takes_longer_and_is_waited_for()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { NodeTimeoutMs = 15000 });
        using var initializer = new Initializer(cluster) { Before = (place, _) => place.Host == cluster.Node(4).Host ? Task.Delay(150) : Task.CompletedTask };

        Assert.Equal("Created", (await initializer.RunAsync()).Status);
    }

    [RedisFact]
    public async Task Nodes_that_speak_nothing_but_TLS_become_a_cluster()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Tls = true, RequireClientCertificate = true, NodeTimeoutMs = 15000 });
        var files = cluster.Certificates!;
        using var initializer = new Initializer(cluster)
        {
            Tls = new TlsOptions { TrustedRoots = [X509CertificateLoader.LoadCertificateFromFile(files.CaPath)], ClientCertificate = files.Client.Load(), ServerName = "localhost" },
        };

        Assert.Equal("Created", (await initializer.RunAsync()).Status);
        await ClusterAssert.IsUpAsync(cluster, "15000", "0");
    }

    [RedisFact]
    public async Task Without_a_journal_no_setting_is_changed()
    {
        await using var cluster = await RedisTestCluster.StartAsync();
        using var initializer = new Initializer(cluster) { JournalFolder = Path.Combine(cluster.Node(1).DataFolder, "redis.conf", "journal") };
        var lowered = 0;
        initializer.Before = (_, command) =>
        {
            lowered += command is ["CONFIG", "SET", ..] ? 1 : 0;
            return Task.CompletedTask;
        };

        var result = await initializer.RunAsync();

        Assert.Equal("Created", result.Status);
        Assert.Contains("No journal can be written", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, lowered);
        await ClusterAssert.IsUpAsync(cluster, "2000", "0");
    }

    [RedisFact]
    public async Task An_operator_who_says_no_has_the_plan_and_untouched_nodes()
    {
        await using var cluster = await RedisTestCluster.StartAsync();
        using var initializer = new Initializer(cluster);
        var before = await ClusterAssert.WritesAsync(cluster.Nodes);

        Assert.Equal("Planned", (await initializer.RunAsync(new RecordingOperation(Approval.Declined))).Status);
        Assert.Equal(before, await ClusterAssert.WritesAsync(cluster.Nodes));
    }
}
