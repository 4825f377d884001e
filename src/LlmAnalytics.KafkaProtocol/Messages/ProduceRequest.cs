using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Appends batches of records to partitions. Source: Kafka's ProduceRequest.json, versions 3 to 13.</summary>
public sealed class ProduceRequest : KafkaRequest<ProduceResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.Produce, 3, 13, FirstFlexibleVersion: 9);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The transactional ID, or null if the producer is not transactional.</summary>
    public string? TransactionalId { get; set; }

    /// <summary>The number of acknowledgments the producer requires the leader to have received before considering a request complete. Allowed values: 0 for no acknowledgments, 1 for only the leader and -1 for the full ISR.</summary>
    public short Acks { get; set; }

    /// <summary>The timeout to await a response in milliseconds.</summary>
    public int TimeoutMs { get; set; }

    /// <summary>Each topic to produce to.</summary>
    public ProduceTopic[] TopicData { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        TransactionalId = wire.NullableString(TransactionalId);
        Acks = wire.Int16(Acks);
        TimeoutMs = wire.Int32(TimeoutMs);
        TopicData = wire.Array(TopicData);
    }
}

/// <summary>Each topic to produce to.</summary>
public sealed class ProduceTopic : WireStruct
{
    /// <summary>The topic name. Up to version 12.</summary>
    public string Name { get; set; } = "";

    /// <summary>The unique topic ID. From version 13.</summary>
    public Guid TopicId { get; set; }

    /// <summary>Each partition to produce to.</summary>
    public ProducePartition[] PartitionData { get; set; } = [];

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

        PartitionData = wire.Array(PartitionData);
    }
}

/// <summary>Each partition to produce to.</summary>
public sealed class ProducePartition : WireStruct
{
    /// <summary>The partition index.</summary>
    public int Index { get; set; }

    /// <summary>The record data to be produced.</summary>
    public byte[]? Records { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Index = wire.Int32(Index);
        Records = wire.NullableBytes(Records);
    }
}
