using LlmAnalytics.Sandbox.Redis;

namespace LlmAnalytics.Testing;

/// <summary>
/// Garnet nodes in this process, as a sandbox has them where the machine has no redis-server: all on 127.0.0.1, each on a port of its own, no two knowing each other.
/// The test project has to have Garnet in <c>deps/</c> beside its assemblies.
/// </summary>
public sealed class GarnetTestCluster : RedisClusterUnderTest
{
    private readonly RedisSandbox sandbox;

    private GarnetTestCluster(RedisSandbox sandbox)
    {
        this.sandbox = sandbox;
        Nodes = [.. sandbox.Nodes.Select((node, index) => new GarnetTestNode(node, index + 1))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RedisNodeUnderTest> Nodes { get; }

    /// <inheritdoc/>
    public override int ReplicasPerMaster => 1;

    /// <inheritdoc/>
    public override string? Password => null;

    /// <inheritdoc/>
    public override TimeSpan Deadline { get; } = TimeSpan.FromSeconds(120);

    /// <summary>Starts the servers; returns when each answers.</summary>
    public static async Task<GarnetTestCluster> StartAsync(int nodes = 6, CancellationToken cancellationToken = default) =>
        new(await RedisSandbox.StartAsync(new RedisSandboxOptions { Kind = RedisKind.Garnet, Nodes = nodes, Deadline = TimeSpan.FromSeconds(120) }, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => sandbox.DisposeAsync();
}
