using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Offsets of partitions. Source: Kafka's ListOffsetsResponse.json, versions 1 to 10.</summary>
public sealed class ListOffsetsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => ListOffsetsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The topics, in no order.</summary>
    public ListOffsetsTopicResponse[] Topics { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 2)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        Topics = wire.Array(Topics);
    }
}

/// <summary>The offsets of a topic.</summary>
public sealed class ListOffsetsTopicResponse : WireStruct
{
    /// <summary>The topic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The partitions, in no order.</summary>
    public ListOffsetsPartitionResponse[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>The offset of a partition.</summary>
public sealed class ListOffsetsPartitionResponse : WireStruct
{
    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>Why the offset is not told; none where it is.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The record's time in milliseconds since 1970; -1 where none was looked for or found.</summary>
    public long Timestamp { get; set; } = -1;

    /// <summary>The offset; -1 where no record was found.</summary>
    public long Offset { get; set; } = -1;

    /// <summary>The epoch of the leader that wrote the record at the offset; -1 where unknown.</summary>
    public int LeaderEpoch { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        ErrorCode = wire.ErrorCode(ErrorCode);
        Timestamp = wire.Int64(Timestamp);
        Offset = wire.Int64(Offset);
        if (wire.Version >= 4)
        {
            LeaderEpoch = wire.Int32(LeaderEpoch);
        }
    }
}
