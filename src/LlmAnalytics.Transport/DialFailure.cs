namespace LlmAnalytics.Transport;

/// <summary>Why a connection could not be opened, or broke.</summary>
public enum DialFailure
{
    /// <summary>The host name has no address.</summary>
    HostNotFound,

    /// <summary>The network has no way to the address.</summary>
    HostUnreachable,

    /// <summary>Nothing listens at the address.</summary>
    Refused,

    /// <summary>The time was up while the other side was silent.</summary>
    NotResponding,

    /// <summary>The other side closed the connection, or the network broke it.</summary>
    Closed,

    /// <summary>The server's certificate is expired or not yet valid.</summary>
    ServerCertificateExpired,

    /// <summary>The server's certificate is for another host name.</summary>
    ServerCertificateWrongHost,

    /// <summary>The server's certificate leads to no authority that is trusted.</summary>
    ServerCertificateUntrusted,

    /// <summary>The server asks for a client certificate and none was given.</summary>
    ClientCertificateRequired,

    /// <summary>The client certificate is expired or not yet valid.</summary>
    ClientCertificateExpired,

    /// <summary>The server rejected the client certificate.</summary>
    ClientCertificateRejected,

    /// <summary>The TLS handshake failed for another reason.</summary>
    TlsHandshake,
}
