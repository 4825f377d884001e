namespace LlmAnalytics.Engine;

/// <summary>The nodes of a Redis cluster, or of one to be.</summary>
public interface IRedisCluster : IAsyncDisposable
{
    /// <summary>What is known of the way to the nodes.</summary>
    RedisConnectionDescription Description { get; }

    /// <summary>True after <see cref="IAsyncDisposable.DisposeAsync"/>.</summary>
    bool IsClosed { get; }

    /// <summary>Asks every node and puts their answers together to the cluster's shards.</summary>
    /// <exception cref="ProblemException">No node answers, or none is in cluster mode.</exception>
    Task<RedisCluster> GetAsync(IOperation operation, CancellationToken cancellationToken);

    /// <summary>The nodes: those found, and those that they know. A node that doesn't answer is a row with the reason.</summary>
    IAsyncEnumerable<RedisNode> GetNodesAsync(RedisNodeQuery query, IOperation operation, CancellationToken cancellationToken);

    /// <summary>Looks at everything and gives a verdict. Doesn't throw for what is ill: that is in the answer.</summary>
    Task<RedisClusterHealth> TestAsync(RedisHealthQuery query, IOperation operation, CancellationToken cancellationToken);

    /// <summary>Makes a cluster of the nodes, or completes one that was left half-made, or finds that nothing is left to do.</summary>
    /// <exception cref="ProblemException">The nodes can't or must not be joined, or a step failed.</exception>
    Task<RedisClusterResult> InitializeAsync(RedisInitialization initialization, IOperation operation, CancellationToken cancellationToken);
}

/// <summary>What is known of the way to a cluster's nodes. The properties of <see cref="RedisConnection"/> say what each is.</summary>
public sealed record RedisConnectionDescription(
    string Source, string Target, string? Context, string? Selector, string? Transport, string? User, bool Tls, int NodeCount);

/// <summary>Which nodes to read.</summary>
public sealed record RedisNodeQuery
{
    /// <summary>Addresses, pods or node ids, with the wildcards <c>*</c>, <c>?</c> and <c>[...]</c>; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary><c>Master</c> or <c>Replica</c>; null for both.</summary>
    public string? Role { get; init; }
}

/// <summary>What the cluster should become.</summary>
public sealed record RedisInitialization
{
    /// <summary>The number of nodes, at least 3 masters with their replicas.</summary>
    public int NodeCount { get; init; } = 6;

    /// <summary>Replicas of each master.</summary>
    public int ReplicasPerMaster { get; init; } = 1;

    /// <summary>Whether nodes beyond <see cref="NodeCount"/> become further replicas; otherwise they are an error.</summary>
    public bool ExtraNodesAsReplicas { get; init; }

    /// <summary>The folder of the journals that put temporary settings back after a crash; null for the user's state folder.</summary>
    public string? JournalFolder { get; init; }
}

/// <summary>What to test, and from where on it counts.</summary>
public sealed record RedisHealthQuery
{
    /// <summary>The checks to make, by <see cref="RedisChecks"/>; empty for all but the round trip.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The checks to leave out.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>Whether to write, replicate and read a key on each master.</summary>
    public bool IncludeRoundTrip { get; init; }

    /// <summary>Seconds between the two samples of which rates are made; 0 for one sample and no rates.</summary>
    public int SampleSec { get; init; }

    /// <summary>The replicas that each master should have.</summary>
    public int ReplicasPerMaster { get; init; } = 1;

    /// <summary>Milliseconds of a node's answer over which it is warned of; ten times as many are critical.</summary>
    public int MaxRoundTripMs { get; init; } = 10;

    /// <summary>Bytes of replication that a replica may be behind before it is warned of.</summary>
    public long MaxLagBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Seconds since a replica heard from its master before it is warned of; three times as many are critical.</summary>
    public int MaxLagSec { get; init; } = 10;

    /// <summary>The share of <c>maxmemory</c> in use, in percent, over which it is warned of; ten more are critical.</summary>
    public int MaxMemoryPercent { get; init; } = 80;

    /// <summary>The share of <c>maxclients</c> in use, in percent, over which it is warned of.</summary>
    public int MaxClientPercent { get; init; } = 80;

    /// <summary>The deviation of a master's slots from the mean, in percent, over which it is warned of.</summary>
    public int MaxSkewPercent { get; init; } = 10;

    /// <summary>How long to wait for the answer of one node.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);
}
