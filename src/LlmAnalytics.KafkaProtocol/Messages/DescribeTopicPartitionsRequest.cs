using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks for partitions of topics, a page at a time. Source: Kafka's DescribeTopicPartitionsRequest.json, version 0.</summary>
public sealed class DescribeTopicPartitionsRequest : KafkaRequest<DescribeTopicPartitionsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.DescribeTopicPartitions, 0, 0, FirstFlexibleVersion: 0);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The topics to fetch details for.</summary>
    public DescribeTopicPartitionsTopic[] Topics { get; set; } = [];

    /// <summary>The maximum number of partitions included in the response.</summary>
    public int ResponsePartitionLimit { get; set; } = 2000;

    /// <summary>The first topic and partition index to fetch details for.</summary>
    public TopicPartitionsCursor? Cursor { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Topics = wire.Array(Topics);
        ResponsePartitionLimit = wire.Int32(ResponsePartitionLimit);
        Cursor = wire.NullableStruct(Cursor);
    }
}

/// <summary>The topics to fetch details for.</summary>
public sealed class DescribeTopicPartitionsTopic : WireStruct
{
    /// <summary>The topic name.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
    }
}

/// <summary>The first topic and partition index to fetch details for.</summary>
public sealed class TopicPartitionsCursor : WireStruct
{
    /// <summary>The name for the first topic to process.</summary>
    public string TopicName { get; set; } = "";

    /// <summary>The partition index to start with.</summary>
    public int PartitionIndex { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        TopicName = wire.String(TopicName);
        PartitionIndex = wire.Int32(PartitionIndex);
    }
}
