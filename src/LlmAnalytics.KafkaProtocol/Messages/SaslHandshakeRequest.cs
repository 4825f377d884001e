using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Names the SASL mechanism that the client wants to use. Source: Kafka's SaslHandshakeRequest.json, version 1.</summary>
/// <remarks>Version 0, in which the exchange that follows has no frames of its own, is left out: no broker from 2.8 on needs it.</remarks>
public sealed class SaslHandshakeRequest : KafkaRequest<SaslHandshakeResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.SaslHandshake, 1, 1, FirstFlexibleVersion: short.MaxValue);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The mechanism, such as <c>SCRAM-SHA-512</c>.</summary>
    public string Mechanism { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => Mechanism = wire.String(Mechanism);
}
