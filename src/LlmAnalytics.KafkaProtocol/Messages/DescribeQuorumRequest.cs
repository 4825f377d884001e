using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks for the state of the controllers' quorum (KRaft). Source: Kafka's DescribeQuorumRequest.json, versions 0 to 2.</summary>
public sealed class DescribeQuorumRequest : KafkaRequest<DescribeQuorumResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.DescribeQuorum, 0, 2, FirstFlexibleVersion: 0);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The log that the quorum keeps: <c>__cluster_metadata</c>, partition 0. Anything else is an error.</summary>
    public DescribeQuorumRequestTopic[] Topics { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => Topics = wire.Array(Topics);
}

/// <summary>A log that a quorum keeps.</summary>
public sealed class DescribeQuorumRequestTopic : WireStruct
{
    /// <summary>The log's name.</summary>
    public string TopicName { get; set; } = "";

    /// <summary>Its partitions.</summary>
    public DescribeQuorumRequestPartition[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        TopicName = wire.String(TopicName);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>A partition of a log that a quorum keeps.</summary>
public sealed class DescribeQuorumRequestPartition : WireStruct
{
    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => PartitionIndex = wire.Int32(PartitionIndex);
}
