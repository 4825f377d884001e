namespace LlmAnalytics;

/// <summary>The verdict on a cluster, and what it rests on. A figure is null where it couldn't be found out.</summary>
public sealed record KafkaClusterHealth
{
    /// <summary>Whether every check that was made passed.</summary>
    public bool Healthy => Status == "Healthy";

    /// <summary><c>Unhealthy</c>: a check is critical. <c>Degraded</c>: one warns, or couldn't be made. Else <c>Healthy</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The cluster's id.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The node id of the active controller.</summary>
    public int? ControllerId { get; init; }

    /// <summary>Brokers that answered.</summary>
    public int BrokerCount { get; init; }

    /// <summary>Topics that the user may see, Kafka's own ones included.</summary>
    public int? TopicCount { get; init; }

    /// <summary>Topics of the catalog among them.</summary>
    public int? LlmTopicCount { get; init; }

    /// <summary>Partitions whose ISR lacks replicas, those that a reassignment is adding not counted.</summary>
    public int? UnderReplicatedPartitions { get; init; }

    /// <summary>Partitions without a leader.</summary>
    public int? OfflinePartitions { get; init; }

    /// <summary>Partitions with fewer in-sync replicas than <c>min.insync.replicas</c>.</summary>
    public int? UnderMinIsrPartitions { get; init; }

    /// <summary>Partitions that one more failure makes refuse acks=all, though they aren't at full strength.</summary>
    public int? AtMinIsrPartitions { get; init; }

    /// <summary>Milliseconds that the whole test took.</summary>
    public int DurationMs { get; init; }

    /// <summary>Each check, in a fixed order.</summary>
    public required IReadOnlyList<HealthCheck> Checks { get; init; }
}
