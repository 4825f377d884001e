using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>
/// A connection to Kafka, resolved: what both the protocol client and librdkafka are configured from. It owns the certificates in it.
/// <see cref="ToString"/> shows no secret.
/// </summary>
internal sealed record KafkaSettings : IDisposable
{
    /// <summary>The name that brokers log for this client where none is configured.</summary>
    internal const string DefaultClientId = "llm-analytics";

    /// <summary>The addresses to begin with, in the order given; at least one.</summary>
    public required IReadOnlyList<ServerEndPoint> BootstrapServers { get; init; }

    /// <summary>How brokers are spoken to.</summary>
    public required KafkaSecurityProtocol SecurityProtocol { get; init; }

    /// <summary>How TLS is used; null without TLS.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Who one is by SASL; null without SASL.</summary>
    public SaslCredentials? Sasl => SaslSettings?.Credentials;

    /// <summary>Where tokens for librdkafka's token handler come from; null but for OAUTHBEARER.</summary>
    public OidcTokenClient? TokenClient => SaslSettings?.Tokens;

    /// <summary>The name that brokers log for this client.</summary>
    public string ClientId { get; init; } = DefaultClientId;

    /// <summary>The SASL user, the OAuth client's id, or the subject of the client certificate; null for an anonymous connection.</summary>
    public string? User => SaslSettings?.Identity.Name ?? Tls?.ClientCertificate?.Subject;

    /// <summary>What the operator should know: checks switched off, settings ignored, names that no client knows.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Credentials with the secret that librdkafka needs.</summary>
    internal SaslSettings? SaslSettings { get; init; }

    /// <summary>
    /// The same connection for librdkafka, by its property names. <b>Holds secrets</b>: for the client's builder alone. With OAUTHBEARER the
    /// caller also sets a token refresh handler that asks <see cref="TokenClient"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> ToLibrdkafka() => LibrdkafkaSettings.Of(this);

    /// <summary>Frees the certificates and the token client.</summary>
    public void Dispose()
    {
        TokenClient?.Dispose();
        Tls?.ClientCertificate?.Dispose();
        foreach (var certificate in (Tls?.ClientCertificateChain ?? []).Concat(Tls?.TrustedRoots ?? []))
        {
            certificate.Dispose();
        }
    }

    /// <summary>Addresses, protocol and user.</summary>
    public override string ToString() =>
        $"{SecurityProtocol.KafkaName()}://{string.Join(',', BootstrapServers)}{(User is null ? string.Empty : $" as {User}")}";
}
