using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Where the records of leaders of an epoch end. Source: Kafka's OffsetForLeaderEpochResponse.json, versions 2 to 4.</summary>
public sealed class OffsetForLeaderEpochResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => OffsetForLeaderEpochRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>Each topic we fetched offsets for.</summary>
    public OffsetForLeaderTopicResult[] Topics { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        Topics = wire.Array(Topics);
    }
}

/// <summary>Each topic we fetched offsets for.</summary>
public sealed class OffsetForLeaderTopicResult : WireStruct
{
    /// <summary>The topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Each partition in the topic we fetched offsets for.</summary>
    public LeaderEpochEndOffset[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Topic = wire.String(Topic);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>Each partition in the topic we fetched offsets for.</summary>
public sealed class LeaderEpochEndOffset : WireStruct
{
    /// <summary>The error code 0, or if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The partition index.</summary>
    public int Partition { get; set; }

    /// <summary>The leader epoch of the partition.</summary>
    public int LeaderEpoch { get; set; } = -1;

    /// <summary>The end offset of the epoch.</summary>
    public long EndOffset { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        Partition = wire.Int32(Partition);
        LeaderEpoch = wire.Int32(LeaderEpoch);
        EndOffset = wire.Int64(EndOffset);
    }
}
