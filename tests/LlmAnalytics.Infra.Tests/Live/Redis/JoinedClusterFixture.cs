using LlmAnalytics.Infra.Tests.Live.Redis.Initialization;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis;

/// <summary>One cluster for the tests of a class.</summary>
public abstract class JoinedClusterFixture : IAsyncLifetime
{
    public RedisClusterUnderTest Cluster { get; private set; } = null!;

    /// <summary>What a node's version begins with.</summary>
    public abstract string Version { get; }

    /// <summary>The masters' slots: whoever joined the nodes rounded in his way.</summary>
    public abstract IReadOnlyList<string> Shares { get; }

    /// <summary>Whether nodes tell their memory, their clients and how far replicas are behind, by Redis' names.</summary>
    public virtual bool TellsFigures => true;

    // xunit makes fixtures for skipped tests too.
    protected virtual bool IsAvailable => RedisServers.SkipReason is null;

    public async Task InitializeAsync()
    {
        if (IsAvailable)
        {
            Cluster = await StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }
    }

    protected abstract Task<RedisClusterUnderTest> StartAsync();
}

public abstract class JoinedServersFixture(RedisServer server) : JoinedClusterFixture
{
    public override string Version => server.Name;

    public override IReadOnlyList<string> Shares { get; } = ["0-5460", "5461-10921", "10922-16383"];

    protected override async Task<RedisClusterUnderTest> StartAsync() =>
        await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Server = server, Password = "secret", NodeTimeoutMs = 5000 });
}

public sealed class JoinedRedisFixture() : JoinedServersFixture(RedisServers.Default);

public sealed class JoinedRedis8Fixture() : JoinedServersFixture(RedisServers.Redis8);

public sealed class JoinedValkey9Fixture() : JoinedServersFixture(RedisServers.Valkey9);

/// <summary>Joined by the engine: nothing else knows how slowly Garnet's nodes get to know each other.</summary>
public sealed class JoinedGarnetFixture : JoinedClusterFixture
{
    public override string Version => "Garnet 2.";

    public override IReadOnlyList<string> Shares { get; } = ["0-5460", "5461-10922", "10923-16383"];

    public override bool TellsFigures => false;

    protected override bool IsAvailable => true;

    protected override async Task<RedisClusterUnderTest> StartAsync()
    {
        var cluster = await GarnetTestCluster.StartAsync();
        try
        {
            using var initializer = new Initializer(cluster) { Timeout = cluster.Deadline };
            await initializer.RunAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }
}
