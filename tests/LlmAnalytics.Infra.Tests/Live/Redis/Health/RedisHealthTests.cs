using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>Live tests of the verdict on a cluster of their own, of processes.</summary>
public abstract class RedisHealthTests(RedisClusterOptions options) : RedisVerdictTests, IAsyncLifetime
{
    private protected RedisTestCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = RedisServers.SkipReason is null ? await RedisTestCluster.StartJoinedAsync(options, InTime) : null!;

    public async Task DisposeAsync()
    {
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }
    }

    private protected Task<RedisClusterHealth> TestAsync(RedisHealthQuery? query = null, params string[] further) => TestAsync(Cluster, query, further: further);

    private protected Task<RedisClusterHealth> UntilAsync(RedisHealthQuery query, params string[] findings) => UntilAsync(Cluster, query, findings);

    /// <summary>A node that is now what is asked for: roles change where nodes fail.</summary>
    private protected async Task<RedisTestNode> FindAsync(string role)
    {
        foreach (var node in Cluster.Nodes)
        {
            if (await node.InfoAsync("role") == role)
            {
                return node;
            }
        }

        throw new InvalidOperationException($"There is no {role}");
    }
}
