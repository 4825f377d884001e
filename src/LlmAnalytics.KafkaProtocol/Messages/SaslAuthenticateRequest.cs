using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The client's part of one round of a SASL exchange. Source: Kafka's SaslAuthenticateRequest.json, versions 0 to 2.</summary>
public sealed class SaslAuthenticateRequest : KafkaRequest<SaslAuthenticateResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.SaslAuthenticate, 2, 2, FirstFlexibleVersion: 2) { OldestVersion = 0 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>What the mechanism says to the server. May hold a password (PLAIN): never to be logged.</summary>
    public byte[] AuthBytes { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => AuthBytes = wire.Bytes(AuthBytes);
}
