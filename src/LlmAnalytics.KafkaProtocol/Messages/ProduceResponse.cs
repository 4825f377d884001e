using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Where the batches of records went. Source: Kafka's ProduceResponse.json, versions 3 to 13.</summary>
public sealed class ProduceResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => ProduceRequest.Spec;

    /// <summary>Each produce response.</summary>
    public ProduceTopicResponse[] Responses { get; set; } = [];

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>Endpoints for all current-leaders enumerated in PartitionProduceResponses, with errors NOT_LEADER_OR_FOLLOWER. From version 10.</summary>
    public LeaderEndPoint[] NodeEndpoints { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Responses = wire.Array(Responses);
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
    }

    /// <inheritdoc/>
    protected internal override void TaggedFields(TaggedFields tags)
    {
        tags.Declare(0, tags.Version >= 10 && NodeEndpoints.Length > 0, wire => NodeEndpoints = wire.Array(NodeEndpoints));
    }
}

/// <summary>Each produce response.</summary>
public sealed class ProduceTopicResponse : WireStruct
{
    /// <summary>The topic name. Up to version 12.</summary>
    public string Name { get; set; } = "";

    /// <summary>The unique topic ID. From version 13.</summary>
    public Guid TopicId { get; set; }

    /// <summary>Each partition that we produced to within the topic.</summary>
    public ProducePartitionResponse[] PartitionResponses { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version <= 12)
        {
            Name = wire.String(Name);
        }

        if (wire.Version >= 13)
        {
            TopicId = wire.Uuid(TopicId);
        }

        PartitionResponses = wire.Array(PartitionResponses);
    }
}

/// <summary>Each partition that we produced to within the topic.</summary>
public sealed class ProducePartitionResponse : WireStruct
{
    /// <summary>The partition index.</summary>
    public int Index { get; set; }

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The base offset.</summary>
    public long BaseOffset { get; set; }

    /// <summary>The timestamp returned by broker after appending the messages. If CreateTime is used for the topic, the timestamp will be -1. If LogAppendTime is used for the topic, the timestamp will be the broker local time when the messages are appended.</summary>
    public long LogAppendTimeMs { get; set; } = -1;

    /// <summary>The log start offset. From version 5.</summary>
    public long LogStartOffset { get; set; } = -1;

    /// <summary>The batch indices of records that caused the batch to be dropped. From version 8.</summary>
    public ProduceRecordError[] RecordErrors { get; set; } = [];

    /// <summary>The global error message summarizing the common root cause of the records that caused the batch to be dropped. From version 8.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The leader broker that the producer should use for future requests. From version 10.</summary>
    public CurrentLeader? CurrentLeader { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Index = wire.Int32(Index);
        ErrorCode = wire.ErrorCode(ErrorCode);
        BaseOffset = wire.Int64(BaseOffset);
        LogAppendTimeMs = wire.Int64(LogAppendTimeMs);

        if (wire.Version >= 5)
        {
            LogStartOffset = wire.Int64(LogStartOffset);
        }

        if (wire.Version >= 8)
        {
            RecordErrors = wire.Array(RecordErrors);
            ErrorMessage = wire.NullableString(ErrorMessage);
        }
    }

    /// <inheritdoc/>
    protected internal override void TaggedFields(TaggedFields tags)
    {
        tags.Declare(0, tags.Version >= 10 && CurrentLeader is not null, wire =>
        {
            CurrentLeader ??= new CurrentLeader();
            wire.Struct(CurrentLeader);
        });
    }
}

/// <summary>The batch indices of records that caused the batch to be dropped.</summary>
public sealed class ProduceRecordError : WireStruct
{
    /// <summary>The batch index of the record that caused the batch to be dropped.</summary>
    public int BatchIndex { get; set; }

    /// <summary>The error message of the record that caused the batch to be dropped.</summary>
    public string? BatchIndexErrorMessage { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        BatchIndex = wire.Int32(BatchIndex);
        BatchIndexErrorMessage = wire.NullableString(BatchIndexErrorMessage);
    }
}

/// <summary>The leader broker that the producer should use for future requests.</summary>
public sealed class CurrentLeader : WireStruct
{
    /// <summary>The ID of the current leader or -1 if the leader is unknown.</summary>
    public int LeaderId { get; set; } = -1;

    /// <summary>The latest known leader epoch.</summary>
    public int LeaderEpoch { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        LeaderId = wire.Int32(LeaderId);
        LeaderEpoch = wire.Int32(LeaderEpoch);
    }
}

/// <summary>Endpoints for all current-leaders enumerated in PartitionProduceResponses, with errors NOT_LEADER_OR_FOLLOWER.</summary>
public sealed class LeaderEndPoint : WireStruct
{
    /// <summary>The ID of the associated node.</summary>
    public int NodeId { get; set; }

    /// <summary>The node's hostname.</summary>
    public string Host { get; set; } = "";

    /// <summary>The node's port.</summary>
    public int Port { get; set; }

    /// <summary>The rack of the node, or null if it has not been assigned to a rack.</summary>
    public string? Rack { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        NodeId = wire.Int32(NodeId);
        Host = wire.String(Host);
        Port = wire.Int32(Port);
        Rack = wire.NullableString(Rack);
    }
}
