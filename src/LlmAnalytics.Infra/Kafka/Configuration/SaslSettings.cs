using LlmAnalytics.KafkaProtocol.Security;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Who one is by SASL, in the forms that the protocol client and librdkafka need. <see cref="ToString"/> shows no secret.</summary>
/// <param name="credentials">For the protocol client.</param>
/// <param name="identity">User and password, or client id and secret.</param>
/// <param name="tokens">Where tokens come from; null but for OAUTHBEARER.</param>
internal sealed class SaslSettings(SaslCredentials credentials, SaslIdentity identity, OidcTokenClient? tokens)
{
    internal SaslCredentials Credentials { get; } = credentials;

    internal SaslIdentity Identity { get; } = identity;

    internal OidcTokenClient? Tokens { get; } = tokens;

    /// <inheritdoc/>
    public override string ToString() => Credentials.ToString();
}
