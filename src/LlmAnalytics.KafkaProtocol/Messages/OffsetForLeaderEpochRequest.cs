using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks where the records of leaders of an epoch end, to find a truncated log. Source: Kafka's OffsetForLeaderEpochRequest.json, versions 2 to 4.</summary>
public sealed class OffsetForLeaderEpochRequest : KafkaRequest<OffsetForLeaderEpochResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.OffsetForLeaderEpoch, 2, 4, FirstFlexibleVersion: 4);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The broker ID of the follower, of -1 if this request is from a consumer. From version 3.</summary>
    public int ReplicaId { get; set; } = -2;

    /// <summary>Each topic to get offsets for.</summary>
    public OffsetForLeaderTopic[] Topics { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 3)
        {
            ReplicaId = wire.Int32(ReplicaId);
        }

        Topics = wire.Array(Topics);
    }
}

/// <summary>Each topic to get offsets for.</summary>
public sealed class OffsetForLeaderTopic : WireStruct
{
    /// <summary>The topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Each partition to get offsets for.</summary>
    public OffsetForLeaderPartition[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Topic = wire.String(Topic);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>Each partition to get offsets for.</summary>
public sealed class OffsetForLeaderPartition : WireStruct
{
    /// <summary>The partition index.</summary>
    public int Partition { get; set; }

    /// <summary>An epoch used to fence consumers/replicas with old metadata. If the epoch provided by the client is larger than the current epoch known to the broker, then the UNKNOWN_LEADER_EPOCH error code will be returned. If the provided epoch is smaller, then the FENCED_LEADER_EPOCH error code will be returned.</summary>
    public int CurrentLeaderEpoch { get; set; } = -1;

    /// <summary>The epoch to look up an offset for.</summary>
    public int LeaderEpoch { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Partition = wire.Int32(Partition);
        CurrentLeaderEpoch = wire.Int32(CurrentLeaderEpoch);
        LeaderEpoch = wire.Int32(LeaderEpoch);
    }
}
