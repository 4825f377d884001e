using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis;

/// <summary>The servers that the tests stand on do what the tests rely on.</summary>
public sealed class TestClusterTests
{
    [RedisTheory]
    [MemberData(nameof(RedisServers.Names), MemberType = typeof(RedisServers))]
    public async Task Nodes_join_to_a_cluster_that_takes_writes(string server)
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Server = RedisServers.Named(server), Password = "secret" });

        Assert.All(cluster.Nodes, node => Assert.StartsWith($"127.0.{node.Zone[^1]}.", node.Address, StringComparison.Ordinal));
        Assert.Equal("OK", await cluster.Node(3).CommandAsync("SET", "foo", "1")); // slot 12182
        Assert.Equal("slave", await cluster.Node(4).InfoAsync("role"));
        Assert.Equal("2000", (await cluster.Node(4).CommandAsync("CONFIG", "GET", "cluster-node-timeout")).Split('\n')[1]);
    }

    [RedisFact]
    public async Task Nodes_speak_TLS_to_each_other_and_to_clients()
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Tls = true, RequireClientCertificate = true });

        Assert.Contains("cluster_state:ok", await cluster.Node(6).CommandAsync("CLUSTER", "INFO"), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task A_node_freezes_dies_and_comes_back_elsewhere()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1 });
        var node = cluster.Node(1);
        var id = await node.IdAsync();
        node.Freeze();
        Assert.True(node.IsFrozen);
        node.Thaw();
        Assert.Equal("PONG", await node.CommandAsync("PING"));
        node.Kill();
        Assert.False(node.IsRunning);

        await node.RestartAsync("127.0.9.9");

        Assert.Equal(id, await node.IdAsync());
        Assert.StartsWith("127.0.9.9:", node.Address, StringComparison.Ordinal);
    }
}
