using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>How connections to the brokers of one cluster are made.</summary>
public sealed record ConnectionOptions
{
    /// <summary>The name that brokers log and count quotas by.</summary>
    public string ClientId { get; init; } = "llm-analytics";

    /// <summary>The version of the client software that brokers log (KIP-511).</summary>
    public string ClientVersion { get; init; } = "0.1.0";

    /// <summary>How TLS is used; null for plain text.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Who one is by SASL; null for no SASL.</summary>
    public SaslCredentials? Sasl { get; init; }

    /// <summary>How long opening a connection may take, from the name look-up to the end of authentication.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long may be looked into why a connection was closed without a word (see <see cref="PortProbe"/>).</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The largest response accepted, in bytes. By default far above what brokers answer, and below what the head of a TLS record (0x15030300, 352 MB) reads as:
    /// so an alert of a TLS port is recognized at once instead of being waited for.
    /// </summary>
    public int MaxResponseBytes { get; init; } = 256 << 20;
}
