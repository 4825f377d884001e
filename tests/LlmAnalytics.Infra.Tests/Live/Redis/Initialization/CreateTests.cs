using System.Security.Cryptography.X509Certificates;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>Clusters out of fresh nodes, as <see cref="FreshNodeTests"/>, where it takes what processes alone have: rights, TLS, settings, command counts, many nodes.</summary>
public sealed class CreateTests
{
    private static readonly Dictionary<string, string> Delay = new() { [ClusterAssert.SyncDelay] = "5" };

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
    public async Task A_plan_lowers_the_node_timeout_meanwhile()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { NodeTimeoutMs = 15000 });
        using var initializer = new Initializer(cluster);

        var result = await initializer.RunAsync(new RecordingOperation(Approval.WhatIf));

        Assert.StartsWith("CONFIG SET cluster-node-timeout 500; CLUSTER ADDSLOTSRANGE 0 5460; CLUSTER SET-CONFIG-EPOCH 1; CLUSTER MEET 127.0.", result.Nodes[0].Commands, StringComparison.Ordinal);
        Assert.EndsWith("; CONFIG SET cluster-node-timeout 15000", result.Nodes[0].Commands, StringComparison.Ordinal);
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
}
