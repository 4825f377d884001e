using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Connections;

namespace LlmAnalytics.Infra.Kafka.Problems;

/// <summary>Failures of connections in the words of the person who has to mend them.</summary>
internal static class ConnectionProblems
{
    /// <summary>The failures of the protocol client: of one connection, or of all that were tried.</summary>
    public static bool IsConnectionFailure(Exception failure) =>
        failure is BrokerConnectionException || (failure is AggregateException all && all.InnerExceptions.Any(IsConnectionFailure));

    /// <summary>The problem behind a failure for which <see cref="IsConnectionFailure"/> holds.</summary>
    public static ProblemException ToException(Exception failure) => new(From(failure), failure);

    /// <summary>The problem behind a failure for which <see cref="IsConnectionFailure"/> holds.</summary>
    public static Problem From(Exception failure)
    {
        IEnumerable<Exception> parts = failure is AggregateException all ? all.Flatten().InnerExceptions : [failure];
        var failures = parts.OfType<BrokerConnectionException>().DistinctBy(e => (e.EndPoint, e.Failure)).ToList();
        var telling = failures.OrderByDescending(e => Weight(e.Failure)).First();
        var message = failures.Count == 1 || telling.IsDefinitive
            ? telling.Message
            : $"No broker could be used. {string.Join(" ", failures.Select(e => e.Message))}";
        var (errorId, category, action) = Describe(telling.Failure);
        return new Problem(errorId, category, message, telling.EndPoint.ToString(), action);
    }

    /// <summary>How much a failure tells of its cause: with several brokers that failed differently, the most telling one gives the ErrorId.</summary>
    private static int Weight(ConnectionFailure failure) => failure switch
    {
        ConnectionFailure.AuthenticationFailed or ConnectionFailure.MechanismNotOffered or ConnectionFailure.ServerNotAuthenticated => 6,
        ConnectionFailure.ServerCertificateExpired or ConnectionFailure.ServerCertificateUntrusted or ConnectionFailure.ServerCertificateWrongHost
            or ConnectionFailure.ClientCertificateExpired or ConnectionFailure.ClientCertificateRejected or ConnectionFailure.ClientCertificateRequired
            or ConnectionFailure.AuthenticationNotExpected or ConnectionFailure.AuthenticationRequired => 5,
        ConnectionFailure.ExpectsPlaintext or ConnectionFailure.ExpectsTls or ConnectionFailure.VersionNotSupported or ConnectionFailure.NotABroker => 4,
        ConnectionFailure.TlsHandshake or ConnectionFailure.MalformedResponse => 3,
        ConnectionFailure.NotResponding => 2,
        ConnectionFailure.Closed or ConnectionFailure.Refused => 1,
        _ => 0,
    };

    private static (string ErrorId, ProblemCategory Category, string Action) Describe(ConnectionFailure failure) => failure switch
    {
        ConnectionFailure.HostNotFound => (ErrorIds.KafkaHostNotFound, ProblemCategory.ConnectionError,
            "Check the host name in -BootstrapServer, and that this machine's DNS knows the names that the brokers advertise."),
        ConnectionFailure.HostUnreachable => (ErrorIds.KafkaHostUnreachable, ProblemCategory.ConnectionError,
            "Check the route and the firewalls between this machine and the broker."),
        ConnectionFailure.Refused => (ErrorIds.KafkaConnectionRefused, ProblemCategory.ConnectionError,
            "Check the address and the port, and that the broker runs."),
        ConnectionFailure.NotResponding => (ErrorIds.KafkaBrokerNotResponding, ProblemCategory.OperationTimeout,
            "Check whether the broker is frozen or overloaded, and whether a firewall drops its traffic; -TimeoutSec gives it more time."),
        ConnectionFailure.Closed => (ErrorIds.KafkaConnectionClosed, ProblemCategory.ConnectionError,
            "Look into the broker's log for why it hung up; check that port and security protocol belong together."),
        ConnectionFailure.ServerCertificateExpired => (ErrorIds.KafkaServerCertificateExpired, ProblemCategory.AuthenticationError,
            "Renew the broker's certificate; check this machine's clock."),
        ConnectionFailure.ServerCertificateWrongHost => (ErrorIds.KafkaServerCertificateWrongHost, ProblemCategory.AuthenticationError,
            "Connect by a name that the certificate holds, or give the broker a certificate with this name."),
        ConnectionFailure.ServerCertificateUntrusted => (ErrorIds.KafkaServerCertificateUntrusted, ProblemCategory.AuthenticationError,
            "Give the issuing authority's certificate by ssl.truststore.location (PKCS#12 or PEM)."),
        ConnectionFailure.ClientCertificateRequired => (ErrorIds.KafkaClientCertificateRequired, ProblemCategory.AuthenticationError,
            "Give a client certificate and its key by ssl.keystore.location (PKCS#12 or PEM)."),
        ConnectionFailure.ClientCertificateExpired => (ErrorIds.KafkaClientCertificateExpired, ProblemCategory.AuthenticationError,
            "Renew the client certificate."),
        ConnectionFailure.ClientCertificateRejected => (ErrorIds.KafkaClientCertificateRejected, ProblemCategory.AuthenticationError,
            "Check that the broker's trust store holds the authority that issued the client certificate, and that the certificate is valid."),
        ConnectionFailure.TlsHandshake => (ErrorIds.KafkaTlsHandshakeFailed, ProblemCategory.AuthenticationError,
            "Check which TLS versions and ciphers the broker allows (ssl.enabled.protocols, ssl.cipher.suites)."),
        ConnectionFailure.ExpectsTls => (ErrorIds.KafkaListenerExpectsTls, ProblemCategory.ProtocolError,
            "Set security.protocol to SSL or SASL_SSL, or use the port of a plain listener."),
        ConnectionFailure.ExpectsPlaintext => (ErrorIds.KafkaListenerExpectsPlaintext, ProblemCategory.ProtocolError,
            "Use the port of a TLS listener, or set security.protocol to PLAINTEXT or SASL_PLAINTEXT."),
        ConnectionFailure.NotABroker => (ErrorIds.KafkaNotABroker, ProblemCategory.ProtocolError,
            "Check host and port: another service listens there."),
        ConnectionFailure.VersionNotSupported => (ErrorIds.KafkaVersionNotSupported, ProblemCategory.ProtocolError,
            "Connect to a broker of Apache Kafka 2.8 or newer, not to a controller's listener."),
        ConnectionFailure.MalformedResponse => (ErrorIds.KafkaMalformedResponse, ProblemCategory.InvalidData,
            "Check that a Kafka broker answers at this address, without anything in between that changes its traffic."),
        ConnectionFailure.MechanismNotOffered => (ErrorIds.KafkaMechanismNotOffered, ProblemCategory.AuthenticationError,
            "Set sasl.mechanism to one that the listener offers."),
        ConnectionFailure.AuthenticationRequired => (ErrorIds.KafkaAuthenticationRequired, ProblemCategory.AuthenticationError,
            "Give -Credential or a -ConfigFile with security.protocol, sasl.mechanism and sasl.jaas.config."),
        ConnectionFailure.AuthenticationNotExpected => (ErrorIds.KafkaAuthenticationNotExpected, ProblemCategory.AuthenticationError,
            "Use the port of a SASL listener, or set security.protocol to PLAINTEXT or SSL."),
        ConnectionFailure.AuthenticationFailed => (ErrorIds.KafkaAuthenticationFailed, ProblemCategory.AuthenticationError,
            "Check user, password and mechanism; SCRAM users are made a mechanism at a time."),
        ConnectionFailure.ServerNotAuthenticated => (ErrorIds.KafkaServerNotAuthenticated, ProblemCategory.AuthenticationError,
            "Make sure that the address leads to your broker: what answered could not prove that it knows the password."),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };
}
