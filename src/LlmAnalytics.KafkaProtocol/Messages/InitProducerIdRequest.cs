using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks for an id for a producer, so that what it sends twice is stored once. Source: Kafka's InitProducerIdRequest.json, versions 0 to 5.</summary>
public sealed class InitProducerIdRequest : KafkaRequest<InitProducerIdResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.InitProducerId, 0, 5, FirstFlexibleVersion: 2);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The transactional id, or null if the producer is not transactional.</summary>
    public string? TransactionalId { get; set; } = "";

    /// <summary>The time in ms to wait before aborting idle transactions sent by this producer. This is only relevant if a TransactionalId has been defined.</summary>
    public int TransactionTimeoutMs { get; set; }

    /// <summary>The producer id. This is used to disambiguate requests if a transactional id is reused following its expiration. From version 3.</summary>
    public long ProducerId { get; set; } = -1;

    /// <summary>The producer's current epoch. This will be checked against the producer epoch on the broker, and the request will return an error if they do not match. From version 3.</summary>
    public short ProducerEpoch { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        TransactionalId = wire.NullableString(TransactionalId);
        TransactionTimeoutMs = wire.Int32(TransactionTimeoutMs);

        if (wire.Version >= 3)
        {
            ProducerId = wire.Int64(ProducerId);
            ProducerEpoch = wire.Int16(ProducerEpoch);
        }
    }
}
