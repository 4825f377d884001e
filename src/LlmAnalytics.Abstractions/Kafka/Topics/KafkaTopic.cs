namespace LlmAnalytics;

/// <summary>A topic as the cluster shows it.</summary>
public sealed record KafkaTopic
{
    /// <summary>The topic's name.</summary>
    public required string Name { get; init; }

    /// <summary>Kafka's id of the topic, new at every creation.</summary>
    public Guid TopicId { get; init; }

    /// <summary>True for the topics that Kafka keeps for itself (<c>__consumer_offsets</c>).</summary>
    public bool Internal { get; init; }

    /// <summary>True for the topics of the LLM analytics catalog.</summary>
    public bool InCatalog { get; init; }

    /// <summary>The number of partitions.</summary>
    public required int PartitionCount { get; init; }

    /// <summary>Replicas assigned to each partition, those that a reassignment is adding not counted; the largest where partitions differ.</summary>
    public required int ReplicationFactor { get; init; }

    /// <summary>The value of <c>min.insync.replicas</c> in force; null where the user may not see it.</summary>
    public int? MinInSyncReplicas { get; init; }

    /// <summary>Partitions without a leader.</summary>
    public int OfflinePartitions { get; init; }

    /// <summary>Partitions whose ISR lacks replicas, those that a reassignment is adding not counted.</summary>
    public int UnderReplicatedPartitions { get; init; }

    /// <summary>Partitions with fewer in-sync replicas than <see cref="MinInSyncReplicas"/>: they refuse acks=all. Null where that is unknown.</summary>
    public int? UnderMinIsrPartitions { get; init; }

    /// <summary>Partitions that one more failure makes refuse acks=all, though they aren't at full strength. Null where that is unknown.</summary>
    public int? AtMinIsrPartitions { get; init; }

    /// <summary>Partitions with a reassignment in progress; null where the user may not see it.</summary>
    public int? ReassigningPartitions { get; init; }

    /// <summary><c>Unhealthy</c>: offline or under-min-ISR partitions; <c>Degraded</c>: under-replicated ones; else <c>Healthy</c>.</summary>
    public required string Health { get; init; }

    /// <summary>Settings that differ from the broker's default, with their source; filled by <c>-Detailed</c> alone.</summary>
    public IReadOnlyList<KafkaTopicSetting> Settings { get; init; } = [];

    /// <summary>A row a partition; filled by <c>-Detailed</c> alone.</summary>
    public IReadOnlyList<KafkaPartition> Partitions { get; init; } = [];
}
