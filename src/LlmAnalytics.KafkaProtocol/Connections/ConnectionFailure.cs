namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>Why a connection could not be opened or used.</summary>
public enum ConnectionFailure
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

    /// <summary>The broker's certificate is expired or not yet valid.</summary>
    ServerCertificateExpired,

    /// <summary>The broker's certificate is for another host name.</summary>
    ServerCertificateWrongHost,

    /// <summary>The broker's certificate leads to no authority that is trusted.</summary>
    ServerCertificateUntrusted,

    /// <summary>The broker asks for a client certificate and none was given.</summary>
    ClientCertificateRequired,

    /// <summary>The client certificate is expired or not yet valid.</summary>
    ClientCertificateExpired,

    /// <summary>The broker rejected the client certificate.</summary>
    ClientCertificateRejected,

    /// <summary>The TLS handshake failed for another reason.</summary>
    TlsHandshake,

    /// <summary>The port speaks TLS and was spoken to in plain text.</summary>
    ExpectsTls,

    /// <summary>The port speaks plain text and was spoken to in TLS.</summary>
    ExpectsPlaintext,

    /// <summary>What listens there is not a Kafka broker.</summary>
    NotABroker,

    /// <summary>The broker speaks no version of a request that is known here.</summary>
    VersionNotSupported,

    /// <summary>The broker sent what can't be decoded.</summary>
    MalformedResponse,

    /// <summary>The broker doesn't offer the SASL mechanism.</summary>
    MechanismNotOffered,

    /// <summary>The listener asks for SASL.</summary>
    AuthenticationRequired,

    /// <summary>The listener doesn't ask for SASL.</summary>
    AuthenticationNotExpected,

    /// <summary>The broker refused the credentials.</summary>
    AuthenticationFailed,

    /// <summary>The broker could not prove that it knows the password.</summary>
    ServerNotAuthenticated,
}
