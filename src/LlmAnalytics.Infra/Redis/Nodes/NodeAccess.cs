using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>Who one is to the nodes, and how one speaks to them. Not a record: nothing prints the password.</summary>
internal sealed class NodeAccess : IDisposable
{
    /// <summary>Plain text, no password.</summary>
    public static NodeAccess Open => new();

    /// <summary>The ACL user; null for the default one.</summary>
    public string? User { get; init; }

    /// <summary>The password; null where none was given (the source may know one).</summary>
    public string? Password { get; init; }

    /// <summary>How TLS is used; null for plain text.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Ends the use of the certificates' keys.</summary>
    public void Dispose()
    {
        Tls?.ClientCertificate?.Dispose();
        foreach (var certificate in (Tls?.ClientCertificateChain ?? []).Concat(Tls?.TrustedRoots ?? []))
        {
            certificate.Dispose();
        }
    }
}
