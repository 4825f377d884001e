using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Reads batches of records from partitions; waits for them where there are none. Source: Kafka's FetchRequest.json, versions 4 to 18.</summary>
public sealed class FetchRequest : KafkaRequest<FetchResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.Fetch, 4, 18, FirstFlexibleVersion: 12);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The clusterId if known. This is used to validate metadata fetches prior to broker registration. From version 12.</summary>
    public string? ClusterId { get; set; }

    /// <summary>The broker ID of the follower, of -1 if this request is from a consumer. Up to version 14.</summary>
    public int ReplicaId { get; set; } = -1;

    /// <summary>The state of the replica in the follower. From version 15.</summary>
    public FetchReplicaState? ReplicaState { get; set; }

    /// <summary>The maximum time in milliseconds to wait for the response.</summary>
    public int MaxWaitMs { get; set; }

    /// <summary>The minimum bytes to accumulate in the response.</summary>
    public int MinBytes { get; set; }

    /// <summary>The maximum bytes to fetch. See KIP-74 for cases where this limit may not be honored.</summary>
    public int MaxBytes { get; set; } = int.MaxValue;

    /// <summary>This setting controls the visibility of transactional records. Using READ_UNCOMMITTED (isolation_level = 0) makes all records visible. With READ_COMMITTED (isolation_level = 1), non-transactional and COMMITTED transactional records are visible. To be more concrete, READ_COMMITTED returns all data from offsets smaller than the current LSO (last stable offset), and enables the inclusion of the list of aborted transactions in the result, which allows consumers to discard ABORTED transactional records.</summary>
    public sbyte IsolationLevel { get; set; }

    /// <summary>The fetch session ID. From version 7.</summary>
    public int SessionId { get; set; }

    /// <summary>The fetch session epoch, which is used for ordering requests in a session. From version 7.</summary>
    public int SessionEpoch { get; set; } = -1;

    /// <summary>The topics to fetch.</summary>
    public FetchTopic[] Topics { get; set; } = [];

    /// <summary>In an incremental fetch request, the partitions to remove. From version 7.</summary>
    public FetchForgottenTopic[] ForgottenTopicsData { get; set; } = [];

    /// <summary>Rack ID of the consumer making this request. From version 11.</summary>
    public string RackId { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version <= 14)
        {
            ReplicaId = wire.Int32(ReplicaId);
        }

        MaxWaitMs = wire.Int32(MaxWaitMs);
        MinBytes = wire.Int32(MinBytes);
        MaxBytes = wire.Int32(MaxBytes);
        IsolationLevel = wire.Int8(IsolationLevel);

        if (wire.Version >= 7)
        {
            SessionId = wire.Int32(SessionId);
            SessionEpoch = wire.Int32(SessionEpoch);
        }

        Topics = wire.Array(Topics);

        if (wire.Version >= 7)
        {
            ForgottenTopicsData = wire.Array(ForgottenTopicsData);
        }

        if (wire.Version >= 11)
        {
            RackId = wire.String(RackId);
        }
    }

    /// <inheritdoc/>
    protected internal override void TaggedFields(TaggedFields tags)
    {
        tags.Declare(0, ClusterId is not null, wire => ClusterId = wire.NullableString(ClusterId));
        tags.Declare(1, tags.Version >= 15 && ReplicaState is not null, wire =>
        {
            ReplicaState ??= new FetchReplicaState();
            wire.Struct(ReplicaState);
        });
    }
}

/// <summary>The state of the replica in the follower.</summary>
public sealed class FetchReplicaState : WireStruct
{
    /// <summary>The replica ID of the follower, or -1 if this request is from a consumer.</summary>
    public int ReplicaId { get; set; } = -1;

    /// <summary>The epoch of this follower, or -1 if not available.</summary>
    public long ReplicaEpoch { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ReplicaId = wire.Int32(ReplicaId);
        ReplicaEpoch = wire.Int64(ReplicaEpoch);
    }
}

/// <summary>The topics to fetch.</summary>
public sealed class FetchTopic : WireStruct
{
    /// <summary>The name of the topic to fetch. Up to version 12.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The unique topic ID. From version 13.</summary>
    public Guid TopicId { get; set; }

    /// <summary>The partitions to fetch.</summary>
    public FetchPartition[] Partitions { get; set; } = [];

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

/// <summary>The partitions to fetch.</summary>
public sealed class FetchPartition : WireStruct
{
    /// <summary>The partition index.</summary>
    public int Partition { get; set; }

    /// <summary>The current leader epoch of the partition. From version 9.</summary>
    public int CurrentLeaderEpoch { get; set; } = -1;

    /// <summary>The message offset.</summary>
    public long FetchOffset { get; set; }

    /// <summary>The epoch of the last fetched record or -1 if there is none. From version 12.</summary>
    public int LastFetchedEpoch { get; set; } = -1;

    /// <summary>The earliest available offset of the follower replica. The field is only used when the request is sent by the follower. From version 5.</summary>
    public long LogStartOffset { get; set; } = -1;

    /// <summary>The maximum bytes to fetch from this partition. See KIP-74 for cases where this limit may not be honored.</summary>
    public int PartitionMaxBytes { get; set; }

    /// <summary>The directory id of the follower fetching. From version 17.</summary>
    public Guid ReplicaDirectoryId { get; set; }

    /// <summary>The high-watermark known by the replica. -1 if the high-watermark is not known and 9223372036854775807 if the feature is not supported. From version 18.</summary>
    public long HighWatermark { get; set; } = long.MaxValue;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Partition = wire.Int32(Partition);

        if (wire.Version >= 9)
        {
            CurrentLeaderEpoch = wire.Int32(CurrentLeaderEpoch);
        }

        FetchOffset = wire.Int64(FetchOffset);

        if (wire.Version >= 12)
        {
            LastFetchedEpoch = wire.Int32(LastFetchedEpoch);
        }

        if (wire.Version >= 5)
        {
            LogStartOffset = wire.Int64(LogStartOffset);
        }

        PartitionMaxBytes = wire.Int32(PartitionMaxBytes);
    }

    /// <inheritdoc/>
    protected internal override void TaggedFields(TaggedFields tags)
    {
        tags.Declare(0, tags.Version >= 17 && ReplicaDirectoryId != default, wire => ReplicaDirectoryId = wire.Uuid(ReplicaDirectoryId));
        tags.Declare(1, tags.Version >= 18 && HighWatermark != long.MaxValue, wire => HighWatermark = wire.Int64(HighWatermark));
    }
}

/// <summary>In an incremental fetch request, the partitions to remove.</summary>
public sealed class FetchForgottenTopic : WireStruct
{
    /// <summary>The topic name. Up to version 12.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The unique topic ID. From version 13.</summary>
    public Guid TopicId { get; set; }

    /// <summary>The partitions indexes to forget.</summary>
    public int[] Partitions { get; set; } = [];

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

        Partitions = wire.Int32Array(Partitions);
    }
}
