using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The reassignments of partitions that are in progress. Source: Kafka's ListPartitionReassignmentsResponse.json, version 0.</summary>
public sealed class ListPartitionReassignmentsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => ListPartitionReassignmentsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>An error of the whole request.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The topics with a reassignment in progress; the others are missing.</summary>
    public OngoingTopicReassignment[] Topics { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        Topics = wire.Array(Topics);
    }
}

/// <summary>The reassignments of a topic.</summary>
public sealed class OngoingTopicReassignment : WireStruct
{
    /// <summary>The topic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The partitions with a reassignment in progress.</summary>
    public OngoingPartitionReassignment[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>The reassignment of a partition.</summary>
public sealed class OngoingPartitionReassignment : WireStruct
{
    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The brokers that hold the partition now: the old, the added and those about to go.</summary>
    public int[] Replicas { get; set; } = [];

    /// <summary>The brokers among them that are being added.</summary>
    public int[] AddingReplicas { get; set; } = [];

    /// <summary>The brokers among them that are being taken away.</summary>
    public int[] RemovingReplicas { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        Replicas = wire.Int32Array(Replicas);
        AddingReplicas = wire.Int32Array(AddingReplicas);
        RemovingReplicas = wire.Int32Array(RemovingReplicas);
    }
}
