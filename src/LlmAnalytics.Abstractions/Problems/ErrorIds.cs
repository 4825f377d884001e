namespace LlmAnalytics.Engine;

/// <summary>
/// Every ErrorId that the module writes. The names are an interface: scripts compare with them, so they are only ever added to.
/// </summary>
public static partial class ErrorIds
{
    // Connecting.

    /// <summary>Nothing listens at the address, or a firewall rejects: the operating system refused the TCP connection.</summary>
    public const string KafkaConnectionRefused = nameof(KafkaConnectionRefused);

    /// <summary>The network has no way to the address.</summary>
    public const string KafkaHostUnreachable = nameof(KafkaHostUnreachable);

    /// <summary>The host name could not be resolved.</summary>
    public const string KafkaHostNotFound = nameof(KafkaHostNotFound);

    /// <summary>The broker's certificate is expired or not yet valid.</summary>
    public const string KafkaServerCertificateExpired = nameof(KafkaServerCertificateExpired);

    /// <summary>The broker's certificate is for another host name.</summary>
    public const string KafkaServerCertificateWrongHost = nameof(KafkaServerCertificateWrongHost);

    /// <summary>The broker's certificate was signed by nobody we trust.</summary>
    public const string KafkaServerCertificateUntrusted = nameof(KafkaServerCertificateUntrusted);

    /// <summary>The listener asks for a client certificate and none was given.</summary>
    public const string KafkaClientCertificateRequired = nameof(KafkaClientCertificateRequired);

    /// <summary>The client certificate is expired or not yet valid.</summary>
    public const string KafkaClientCertificateExpired = nameof(KafkaClientCertificateExpired);

    /// <summary>The broker rejected the client certificate.</summary>
    public const string KafkaClientCertificateRejected = nameof(KafkaClientCertificateRejected);

    /// <summary>The TLS handshake failed for another reason: no common protocol version or cipher, say.</summary>
    public const string KafkaTlsHandshakeFailed = nameof(KafkaTlsHandshakeFailed);

    /// <summary>The broker refused the user name, the password, the token or the client's proof.</summary>
    public const string KafkaAuthenticationFailed = nameof(KafkaAuthenticationFailed);

    /// <summary>The listener doesn't offer the SASL mechanism; the message lists those that it offers.</summary>
    public const string KafkaMechanismNotOffered = nameof(KafkaMechanismNotOffered);

    /// <summary>The listener asks for SASL and the connection was to use none.</summary>
    public const string KafkaAuthenticationRequired = nameof(KafkaAuthenticationRequired);

    /// <summary>The listener doesn't ask for SASL, and the connection was to use it.</summary>
    public const string KafkaAuthenticationNotExpected = nameof(KafkaAuthenticationNotExpected);

    /// <summary>The broker could not prove that it knows the password (SCRAM): it may be an impostor.</summary>
    public const string KafkaServerNotAuthenticated = nameof(KafkaServerNotAuthenticated);

    /// <summary>The token endpoint gave no token.</summary>
    public const string KafkaTokenRequestFailed = nameof(KafkaTokenRequestFailed);

    /// <summary>The port speaks TLS and was spoken to in plain text.</summary>
    public const string KafkaListenerExpectsTls = nameof(KafkaListenerExpectsTls);

    /// <summary>The port speaks plain text and was spoken to in TLS.</summary>
    public const string KafkaListenerExpectsPlaintext = nameof(KafkaListenerExpectsPlaintext);

    /// <summary>What listens at the address is not a Kafka broker.</summary>
    public const string KafkaNotABroker = nameof(KafkaNotABroker);

    /// <summary>The broker accepts connections and stays silent: frozen, overloaded, or something in between swallows the traffic.</summary>
    public const string KafkaBrokerNotResponding = nameof(KafkaBrokerNotResponding);

    /// <summary>The broker closed the connection, or the network broke it.</summary>
    public const string KafkaConnectionClosed = nameof(KafkaConnectionClosed);

    /// <summary>The broker speaks no version of a request that this module knows.</summary>
    public const string KafkaVersionNotSupported = nameof(KafkaVersionNotSupported);

    /// <summary>The broker sent bytes that don't decode.</summary>
    public const string KafkaMalformedResponse = nameof(KafkaMalformedResponse);

    /// <summary>A configuration file, property or environment variable can't be used.</summary>
    public const string KafkaSettingInvalid = nameof(KafkaSettingInvalid);

    /// <summary>A configuration asks for something that this module doesn't support (JKS, GSSAPI).</summary>
    public const string KafkaSettingNotSupported = nameof(KafkaSettingNotSupported);

    /// <summary>A file that the configuration names can't be read, or its password is wrong.</summary>
    public const string KafkaFileUnreadable = nameof(KafkaFileUnreadable);

    /// <summary>The connection object given was closed.</summary>
    public const string KafkaConnectionDisposed = nameof(KafkaConnectionDisposed);

    // Any operation.

    /// <summary>The deadline of the whole command passed.</summary>
    public const string OperationTimeout = nameof(OperationTimeout);

    /// <summary>A request was sent and no answer came: whether it took effect could not be found out.</summary>
    public const string OutcomeUnknown = nameof(OutcomeUnknown);

    /// <summary>The active controller doesn't answer; writes can't be made until another one is elected.</summary>
    public const string KafkaControllerUnavailable = nameof(KafkaControllerUnavailable);

    /// <summary>The user lacks a right; the message says which.</summary>
    public const string KafkaAuthorizationFailed = nameof(KafkaAuthorizationFailed);

    /// <summary>The broker answered with an error code for which there is no better name; the message holds it.</summary>
    public const string KafkaServerError = nameof(KafkaServerError);

    /// <summary>Native librdkafka has no build for this platform or could not be loaded.</summary>
    public const string NativeLibraryUnavailable = nameof(NativeLibraryUnavailable);

    /// <summary>A dangerous command needs a confirmation, and the host can't ask for one: a script has to say so by parameter.</summary>
    public const string ConfirmationRequired = nameof(ConfirmationRequired);

    /// <summary>An error that nobody foresaw: a defect of the module.</summary>
    public const string UnexpectedError = nameof(UnexpectedError);

    // Brokers.

    /// <summary>No such broker.</summary>
    public const string BrokerNotFound = nameof(BrokerNotFound);

    // Topics.

    /// <summary>No such topic.</summary>
    public const string TopicNotFound = nameof(TopicNotFound);

    /// <summary>The catalog has no topic of that name, and no partition count was given for a custom one.</summary>
    public const string TopicNotInCatalog = nameof(TopicNotInCatalog);

    /// <summary>The topic's name breaks Kafka's rules.</summary>
    public const string TopicNameInvalid = nameof(TopicNameInvalid);

    /// <summary>The same topic is named twice with different contents.</summary>
    public const string TopicDuplicate = nameof(TopicDuplicate);

    /// <summary>The broker refused a setting: unknown, or its value is bad.</summary>
    public const string TopicSettingInvalid = nameof(TopicSettingInvalid);

    /// <summary>The partition count can't be used.</summary>
    public const string TopicPartitionsInvalid = nameof(TopicPartitionsInvalid);

    /// <summary>Fewer partitions than the topic has: Kafka can't do that.</summary>
    public const string TopicPartitionsLowered = nameof(TopicPartitionsLowered);

    /// <summary>The replication factor is over the number of brokers, or otherwise unusable.</summary>
    public const string ReplicationFactorInvalid = nameof(ReplicationFactorInvalid);

    /// <summary>The broker's own policy class refused the topic.</summary>
    public const string TopicPolicyViolation = nameof(TopicPolicyViolation);

    /// <summary>The brokers don't allow topics to be deleted.</summary>
    public const string TopicDeletionDisabled = nameof(TopicDeletionDisabled);

    /// <summary>The topic belongs to Kafka itself; the module doesn't change or delete it.</summary>
    public const string TopicInternal = nameof(TopicInternal);

    /// <summary>A reassignment of the topic's partitions is in progress.</summary>
    public const string ReassignmentInProgress = nameof(ReassignmentInProgress);

    // Health.

    /// <summary>A check of the cluster was named that doesn't exist, or none was left to make.</summary>
    public const string HealthCheckInvalid = nameof(HealthCheckInvalid);
}
