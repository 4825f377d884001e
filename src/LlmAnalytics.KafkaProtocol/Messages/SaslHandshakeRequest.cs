using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Names the SASL mechanism that the client wants to use. Source: Kafka's SaslHandshakeRequest.json, versions 0 and 1.</summary>
/// <remarks>After version 0 the exchange goes on in frames without headers: for a server only, no broker from 2.8 on needs it.</remarks>
public sealed class SaslHandshakeRequest : KafkaRequest<SaslHandshakeResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.SaslHandshake, 1, 1, FirstFlexibleVersion: short.MaxValue) { OldestVersion = 0 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The mechanism, such as <c>SCRAM-SHA-512</c>.</summary>
    public string Mechanism { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => Mechanism = wire.String(Mechanism);
}
