using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Transport;

/// <summary>How a connection uses TLS. Certificates are the caller's: connections neither copy nor dispose of them.</summary>
public sealed record TlsOptions
{
    /// <summary>The certificate authorities to trust; null for those that the operating system trusts.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>The client certificate with its private key; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Intermediate certificates that are sent along with <see cref="ClientCertificate"/>.</summary>
    public X509Certificate2Collection ClientCertificateChain { get; init; } = [];

    /// <summary>The name that the server's certificate must hold, and that is asked for; null for the host that one connects to.</summary>
    public string? ServerName { get; init; }

    /// <summary>Whether the server's certificate must be for the host name that one connects to.</summary>
    public bool VerifyHostName { get; init; } = true;
}
