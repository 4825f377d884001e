using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>A producer's id. Source: Kafka's InitProducerIdResponse.json, versions 0 to 5.</summary>
public sealed class InitProducerIdResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => InitProducerIdRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The current producer id.</summary>
    public long ProducerId { get; set; } = -1;

    /// <summary>The current epoch associated with the producer id.</summary>
    public short ProducerEpoch { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        ErrorCode = wire.ErrorCode(ErrorCode);
        ProducerId = wire.Int64(ProducerId);
        ProducerEpoch = wire.Int16(ProducerEpoch);
    }
}
