using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Partitions of topics. Source: Kafka's DescribeTopicPartitionsResponse.json, version 0.</summary>
public sealed class DescribeTopicPartitionsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DescribeTopicPartitionsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>Each topic in the response.</summary>
    public DescribedTopic[] Topics { get; set; } = [];

    /// <summary>The next topic and partition index to fetch details for.</summary>
    public TopicPartitionsCursor? NextCursor { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        Topics = wire.Array(Topics);
        NextCursor = wire.NullableStruct(NextCursor);
    }
}

/// <summary>Each topic in the response.</summary>
public sealed class DescribedTopic : WireStruct
{
    /// <summary>The topic error, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The topic name.</summary>
    public string? Name { get; set; } = "";

    /// <summary>The topic id.</summary>
    public Guid TopicId { get; set; }

    /// <summary>True if the topic is internal.</summary>
    public bool IsInternal { get; set; }

    /// <summary>Each partition in the topic.</summary>
    public DescribedPartition[] Partitions { get; set; } = [];

    /// <summary>32-bit bitfield to represent authorized operations for this topic.</summary>
    public int TopicAuthorizedOperations { get; set; } = int.MinValue;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        Name = wire.NullableString(Name);
        TopicId = wire.Uuid(TopicId);
        IsInternal = wire.Boolean(IsInternal);
        Partitions = wire.Array(Partitions);
        TopicAuthorizedOperations = wire.Int32(TopicAuthorizedOperations);
    }
}

/// <summary>Each partition in the topic.</summary>
public sealed class DescribedPartition : WireStruct
{
    /// <summary>The partition error, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The partition index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The ID of the leader broker.</summary>
    public int LeaderId { get; set; }

    /// <summary>The leader epoch of this partition.</summary>
    public int LeaderEpoch { get; set; } = -1;

    /// <summary>The set of all nodes that host this partition.</summary>
    public int[] ReplicaNodes { get; set; } = [];

    /// <summary>The set of nodes that are in sync with the leader for this partition.</summary>
    public int[] IsrNodes { get; set; } = [];

    /// <summary>The new eligible leader replicas otherwise.</summary>
    public int[]? EligibleLeaderReplicas { get; set; }

    /// <summary>The last known ELR.</summary>
    public int[]? LastKnownElr { get; set; }

    /// <summary>The set of offline replicas of this partition.</summary>
    public int[] OfflineReplicas { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        PartitionIndex = wire.Int32(PartitionIndex);
        LeaderId = wire.Int32(LeaderId);
        LeaderEpoch = wire.Int32(LeaderEpoch);
        ReplicaNodes = wire.Int32Array(ReplicaNodes);
        IsrNodes = wire.Int32Array(IsrNodes);
        EligibleLeaderReplicas = wire.NullableInt32Array(EligibleLeaderReplicas);
        LastKnownElr = wire.NullableInt32Array(LastKnownElr);
        OfflineReplicas = wire.Int32Array(OfflineReplicas);
    }
}
