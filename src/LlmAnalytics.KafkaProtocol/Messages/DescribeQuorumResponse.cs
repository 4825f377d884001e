using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The state of the controllers' quorum (KRaft). Source: Kafka's DescribeQuorumResponse.json, versions 0 to 2.</summary>
public sealed class DescribeQuorumResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DescribeQuorumRequest.Spec;

    /// <summary>An error of the whole request.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error (from version 2); null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The logs.</summary>
    public DescribeQuorumTopic[] Topics { get; set; } = [];

    /// <summary>Where the voters listen (from version 2).</summary>
    public DescribeQuorumNode[] Nodes { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        if (wire.Version >= 2)
        {
            ErrorMessage = wire.NullableString(ErrorMessage);
        }

        Topics = wire.Array(Topics);
        if (wire.Version >= 2)
        {
            Nodes = wire.Array(Nodes);
        }
    }
}

/// <summary>A log that a quorum keeps.</summary>
public sealed class DescribeQuorumTopic : WireStruct
{
    /// <summary>The log's name.</summary>
    public string TopicName { get; set; } = "";

    /// <summary>Its partitions.</summary>
    public DescribeQuorumPartition[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        TopicName = wire.String(TopicName);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>A partition of a log that a quorum keeps.</summary>
public sealed class DescribeQuorumPartition : WireStruct
{
    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>Why the partition is not described; none where it is.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error (from version 2); null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The leader's node id, which is the active controller; -1 where there is none.</summary>
    public int LeaderId { get; set; }

    /// <summary>The leader's epoch.</summary>
    public int LeaderEpoch { get; set; }

    /// <summary>The offset up to which a majority of the voters has the log.</summary>
    public long HighWatermark { get; set; }

    /// <summary>The controllers, as the leader sees them.</summary>
    public DescribeQuorumReplicaState[] CurrentVoters { get; set; } = [];

    /// <summary>The nodes that only read along: the brokers.</summary>
    public DescribeQuorumReplicaState[] Observers { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        ErrorCode = wire.ErrorCode(ErrorCode);
        if (wire.Version >= 2)
        {
            ErrorMessage = wire.NullableString(ErrorMessage);
        }

        LeaderId = wire.Int32(LeaderId);
        LeaderEpoch = wire.Int32(LeaderEpoch);
        HighWatermark = wire.Int64(HighWatermark);
        CurrentVoters = wire.Array(CurrentVoters);
        Observers = wire.Array(Observers);
    }
}

/// <summary>How far a node has read a quorum's log.</summary>
public sealed class DescribeQuorumReplicaState : WireStruct
{
    /// <summary>The node's id.</summary>
    public int ReplicaId { get; set; }

    /// <summary>The id of the folder that holds the log (from version 2); all zero where unknown.</summary>
    public Guid ReplicaDirectoryId { get; set; }

    /// <summary>The offset after the node's last entry; -1 where unknown.</summary>
    public long LogEndOffset { get; set; }

    /// <summary>When the node last read, in milliseconds since 1970 by the leader's clock (from version 1); -1 where unknown.</summary>
    public long LastFetchTimestamp { get; set; } = -1;

    /// <summary>When the node last had the whole log, in milliseconds since 1970 by the leader's clock (from version 1); -1 where unknown.</summary>
    public long LastCaughtUpTimestamp { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ReplicaId = wire.Int32(ReplicaId);
        if (wire.Version >= 2)
        {
            ReplicaDirectoryId = wire.Uuid(ReplicaDirectoryId);
        }

        LogEndOffset = wire.Int64(LogEndOffset);
        if (wire.Version >= 1)
        {
            LastFetchTimestamp = wire.Int64(LastFetchTimestamp);
            LastCaughtUpTimestamp = wire.Int64(LastCaughtUpTimestamp);
        }
    }
}

/// <summary>Where a voter listens.</summary>
public sealed class DescribeQuorumNode : WireStruct
{
    /// <summary>The node's id.</summary>
    public int NodeId { get; set; }

    /// <summary>Its listeners.</summary>
    public DescribeQuorumListener[] Listeners { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        NodeId = wire.Int32(NodeId);
        Listeners = wire.Array(Listeners);
    }
}

/// <summary>A listener of a voter.</summary>
public sealed class DescribeQuorumListener : WireStruct
{
    /// <summary>The listener's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The host name.</summary>
    public string Host { get; set; } = "";

    /// <summary>The port.</summary>
    public ushort Port { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Host = wire.String(Host);
        Port = wire.UInt16(Port);
    }
}
