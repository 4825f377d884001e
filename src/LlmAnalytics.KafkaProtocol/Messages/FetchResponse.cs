using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Batches of records of partitions. Source: Kafka's FetchResponse.json, versions 4 to 18.</summary>
public sealed class FetchResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => FetchRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The top level response error code. From version 7.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The fetch session ID, or 0 if this is not part of a fetch session. From version 7.</summary>
    public int SessionId { get; set; }

    /// <summary>The response topics.</summary>
    public FetchTopicResponse[] Responses { get; set; } = [];

    /// <summary>Endpoints for all current-leaders enumerated in PartitionData, with errors NOT_LEADER_OR_FOLLOWER &amp; FENCED_LEADER_EPOCH. From version 16.</summary>
    public LeaderEndPoint[] NodeEndpoints { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);

        if (wire.Version >= 7)
        {
            ErrorCode = wire.ErrorCode(ErrorCode);
            SessionId = wire.Int32(SessionId);
        }

        Responses = wire.Array(Responses);
    }

    /// <inheritdoc/>
    protected internal override void TaggedFields(TaggedFields tags)
    {
        tags.Declare(0, tags.Version >= 16 && NodeEndpoints.Length > 0, wire => NodeEndpoints = wire.Array(NodeEndpoints));
    }
}

/// <summary>The response topics.</summary>
public sealed class FetchTopicResponse : WireStruct
{
    /// <summary>The topic name. Up to version 12.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The unique topic ID. From version 13.</summary>
    public Guid TopicId { get; set; }

    /// <summary>The topic partitions.</summary>
    public FetchPartitionResponse[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version <= 12)
        {
            Topic = wire.String(Topic);
        }

        if (wire.Version >= 13)
        {
            TopicId = wire.Uuid(TopicId);
        }

        Partitions = wire.Array(Partitions);
    }
}

/// <summary>The topic partitions.</summary>
public sealed class FetchPartitionResponse : WireStruct
{
    /// <summary>The partition index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The error code, or 0 if there was no fetch error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The current high water mark.</summary>
    public long HighWatermark { get; set; }

    /// <summary>The last stable offset (or LSO) of the partition. This is the last offset such that the state of all transactional records prior to this offset have been decided (ABORTED or COMMITTED).</summary>
    public long LastStableOffset { get; set; } = -1;

    /// <summary>The current log start offset. From version 5.</summary>
    public long LogStartOffset { get; set; } = -1;

    /// <summary>In case divergence is detected based on the <c>LastFetchedEpoch</c> and <c>FetchOffset</c> in the request, this field indicates the largest epoch and its end offset such that subsequent records are known to diverge. From version 12.</summary>
    public FetchDivergingEpoch? DivergingEpoch { get; set; }

    /// <summary>The current leader of the partition. From version 12.</summary>
    public CurrentLeader? CurrentLeader { get; set; }

    /// <summary>In the case of fetching an offset less than the LogStartOffset, this is the end offset and epoch that should be used in the FetchSnapshot request. From version 12.</summary>
    public FetchSnapshotId? SnapshotId { get; set; }

    /// <summary>The aborted transactions.</summary>
    public FetchAbortedTransaction[]? AbortedTransactions { get; set; } = [];

    /// <summary>The preferred read replica for the consumer to use on its next fetch request. From version 11.</summary>
    public int PreferredReadReplica { get; set; } = -1;

    /// <summary>The record data.</summary>
    public byte[]? Records { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        ErrorCode = wire.ErrorCode(ErrorCode);
        HighWatermark = wire.Int64(HighWatermark);
        LastStableOffset = wire.Int64(LastStableOffset);

        if (wire.Version >= 5)
        {
            LogStartOffset = wire.Int64(LogStartOffset);
        }

        AbortedTransactions = wire.NullableArray(AbortedTransactions);

        if (wire.Version >= 11)
        {
            PreferredReadReplica = wire.Int32(PreferredReadReplica);
        }

        Records = wire.NullableBytes(Records);
    }

    /// <inheritdoc/>
    protected internal override void TaggedFields(TaggedFields tags)
    {
        tags.Declare(0, DivergingEpoch is not null, wire =>
        {
            DivergingEpoch ??= new FetchDivergingEpoch();
            wire.Struct(DivergingEpoch);
        });
        tags.Declare(1, CurrentLeader is not null, wire =>
        {
            CurrentLeader ??= new CurrentLeader();
            wire.Struct(CurrentLeader);
        });
        tags.Declare(2, SnapshotId is not null, wire =>
        {
            SnapshotId ??= new FetchSnapshotId();
            wire.Struct(SnapshotId);
        });
    }
}

/// <summary>In case divergence is detected based on the <c>LastFetchedEpoch</c> and <c>FetchOffset</c> in the request, this field indicates the largest epoch and its end offset such that subsequent records are known to diverge.</summary>
public sealed class FetchDivergingEpoch : WireStruct
{
    /// <summary>The largest epoch.</summary>
    public int Epoch { get; set; } = -1;

    /// <summary>The end offset of the epoch.</summary>
    public long EndOffset { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Epoch = wire.Int32(Epoch);
        EndOffset = wire.Int64(EndOffset);
    }
}

/// <summary>In the case of fetching an offset less than the LogStartOffset, this is the end offset and epoch that should be used in the FetchSnapshot request.</summary>
public sealed class FetchSnapshotId : WireStruct
{
    /// <summary>The end offset of the epoch.</summary>
    public long EndOffset { get; set; } = -1;

    /// <summary>The largest epoch.</summary>
    public int Epoch { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        EndOffset = wire.Int64(EndOffset);
        Epoch = wire.Int32(Epoch);
    }
}

/// <summary>The aborted transactions.</summary>
public sealed class FetchAbortedTransaction : WireStruct
{
    /// <summary>The producer id associated with the aborted transaction.</summary>
    public long ProducerId { get; set; }

    /// <summary>The first offset in the aborted transaction.</summary>
    public long FirstOffset { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ProducerId = wire.Int64(ProducerId);
        FirstOffset = wire.Int64(FirstOffset);
    }
}
