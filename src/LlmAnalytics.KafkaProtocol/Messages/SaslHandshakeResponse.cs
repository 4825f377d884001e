using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Whether a broker takes the SASL mechanism. Source: Kafka's SaslHandshakeResponse.json, versions 0 and 1.</summary>
public sealed class SaslHandshakeResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => SaslHandshakeRequest.Spec;

    /// <summary>Why the mechanism is refused; none where it is taken.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The mechanisms that the listener takes.</summary>
    public string[] Mechanisms { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        Mechanisms = wire.StringArray(Mechanisms);
    }
}
