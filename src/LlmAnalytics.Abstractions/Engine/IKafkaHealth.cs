namespace LlmAnalytics.Engine;

/// <summary>The health of a cluster.</summary>
public interface IKafkaHealth
{
    /// <summary>Looks at everything and gives a verdict. Doesn't throw for what is ill: that is in the answer.</summary>
    Task<KafkaClusterHealth> TestAsync(HealthQuery query, IOperation operation, CancellationToken cancellationToken);

    /// <summary>The brokers, those included that are fenced or that only replica lists still name.</summary>
    IAsyncEnumerable<KafkaBroker> GetBrokersAsync(BrokerQuery query, IOperation operation, CancellationToken cancellationToken);
}

/// <summary>What to test, and from where on it counts.</summary>
public sealed record HealthQuery
{
    /// <summary>The checks to make, by <see cref="HealthChecks"/>; empty for all but the round trip.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The checks to leave out.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>Whether to produce and consume a record through a topic made for it.</summary>
    public bool IncludeRoundTrip { get; init; }

    /// <summary>The number of brokers under which the cluster is warned of.</summary>
    public int MinBrokers { get; init; } = 3;

    /// <summary>The lag in messages, over all partitions of a group, over which the group is warned of.</summary>
    public long MaxLag { get; init; } = 10_000;

    /// <summary>The share of a log directory's volume in use, in percent, over which it is warned of.</summary>
    public int MaxDiskPercent { get; init; } = 85;

    /// <summary>The deviation of a broker's leaders, replicas or bytes from the mean, in percent, over which it is warned of.</summary>
    public int MaxSkewPercent { get; init; } = 30;

    /// <summary>How long a broker may take to answer, in milliseconds, before it is warned of.</summary>
    public int MaxRoundTripMs { get; init; } = 500;

    /// <summary>How long to wait for the answer of one broker.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);
}

/// <summary>Which brokers to read, and how much of each.</summary>
public sealed record BrokerQuery
{
    /// <summary>Broker ids; empty for all.</summary>
    public IReadOnlyList<int> Ids { get; init; } = [];

    /// <summary>Settings that differ from the default.</summary>
    public bool Detailed { get; init; }
}
