using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The brokers, topics and partitions that a broker knows. Source: Kafka's MetadataResponse.json, versions 0 to 13.</summary>
public sealed class MetadataResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => MetadataRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The live brokers: one that is fenced is missing.</summary>
    public MetadataBroker[] Brokers { get; set; } = [];

    /// <summary>The cluster's id.</summary>
    public string? ClusterId { get; set; }

    /// <summary>The controller with ZooKeeper; with KRaft some live broker, which forwards. -1 where unknown.</summary>
    public int ControllerId { get; set; } = -1;

    /// <summary>The topics.</summary>
    public MetadataTopic[] Topics { get; set; } = [];

    /// <summary>A bit an operation that the user may do on the cluster (versions 8 to 10); the smallest number where that was not asked for.</summary>
    public int ClusterAuthorizedOperations { get; set; } = int.MinValue;

    /// <summary>An error of the whole request (from version 13).</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 3)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        Brokers = wire.Array(Brokers);
        if (wire.Version >= 2)
        {
            ClusterId = wire.NullableString(ClusterId);
        }

        if (wire.Version >= 1)
        {
            ControllerId = wire.Int32(ControllerId);
        }

        Topics = wire.Array(Topics);
        if (wire.Version is >= 8 and <= 10)
        {
            ClusterAuthorizedOperations = wire.Int32(ClusterAuthorizedOperations);
        }

        if (wire.Version >= 13)
        {
            ErrorCode = wire.ErrorCode(ErrorCode);
        }
    }
}

/// <summary>A live broker.</summary>
public sealed class MetadataBroker : WireStruct
{
    /// <summary>The broker's id.</summary>
    public int NodeId { get; set; }

    /// <summary>The host name that it advertises on the listener that was asked.</summary>
    public string Host { get; set; } = "";

    /// <summary>The port that it advertises on the listener that was asked.</summary>
    public int Port { get; set; }

    /// <summary>Its rack; null where it has none.</summary>
    public string? Rack { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        NodeId = wire.Int32(NodeId);
        Host = wire.String(Host);
        Port = wire.Int32(Port);
        if (wire.Version >= 1)
        {
            Rack = wire.NullableString(Rack);
        }
    }
}

/// <summary>A topic.</summary>
public sealed class MetadataTopic : WireStruct
{
    /// <summary>Why the topic can't be described; none where it can.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The topic's name; null where it was asked for by an id that is unknown (from version 12).</summary>
    public string? Name { get; set; } = "";

    /// <summary>The topic's id.</summary>
    public Guid TopicId { get; set; }

    /// <summary>Whether Kafka keeps the topic for itself.</summary>
    public bool IsInternal { get; set; }

    /// <summary>The partitions, in no order.</summary>
    public MetadataPartition[] Partitions { get; set; } = [];

    /// <summary>A bit an operation that the user may do; the smallest number where that was not asked for.</summary>
    public int TopicAuthorizedOperations { get; set; } = int.MinValue;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        Name = wire.Version >= 12 ? wire.NullableString(Name) : wire.String(Name ?? "");
        if (wire.Version >= 10)
        {
            TopicId = wire.Uuid(TopicId);
        }

        if (wire.Version >= 1)
        {
            IsInternal = wire.Boolean(IsInternal);
        }

        Partitions = wire.Array(Partitions);
        if (wire.Version >= 8)
        {
            TopicAuthorizedOperations = wire.Int32(TopicAuthorizedOperations);
        }
    }
}

/// <summary>A partition.</summary>
public sealed class MetadataPartition : WireStruct
{
    /// <summary>Why the partition is not well: LEADER_NOT_AVAILABLE where it has no leader.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The leader's broker id; -1 where there is none.</summary>
    public int LeaderId { get; set; }

    /// <summary>The leader's epoch.</summary>
    public int LeaderEpoch { get; set; } = -1;

    /// <summary>The replicas' broker ids, the preferred leader first; those that a reassignment is adding included.</summary>
    public int[] ReplicaNodes { get; set; } = [];

    /// <summary>The in-sync replicas' broker ids.</summary>
    public int[] IsrNodes { get; set; } = [];

    /// <summary>The broker ids of replicas that are down.</summary>
    public int[] OfflineReplicas { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        PartitionIndex = wire.Int32(PartitionIndex);
        LeaderId = wire.Int32(LeaderId);
        if (wire.Version >= 7)
        {
            LeaderEpoch = wire.Int32(LeaderEpoch);
        }

        ReplicaNodes = wire.Int32Array(ReplicaNodes);
        IsrNodes = wire.Int32Array(IsrNodes);
        if (wire.Version >= 5)
        {
            OfflineReplicas = wire.Int32Array(OfflineReplicas);
        }
    }
}
