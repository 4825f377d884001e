using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What became of each offset that was to be stored. Source: Kafka's OffsetCommitResponse.json, versions 2 to 9.</summary>
public sealed class OffsetCommitResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => OffsetCommitRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none. From version 3.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The responses for each topic.</summary>
    public OffsetCommitResponseTopic[] Topics { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 3)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        Topics = wire.Array(Topics);
    }
}

/// <summary>The responses for each topic.</summary>
public sealed class OffsetCommitResponseTopic : WireStruct
{
    /// <summary>The topic name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The responses for each partition in the topic.</summary>
    public OffsetCommitResponsePartition[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>The responses for each partition in the topic.</summary>
public sealed class OffsetCommitResponsePartition : WireStruct
{
    /// <summary>The partition index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        ErrorCode = wire.ErrorCode(ErrorCode);
    }
}
