namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>The settings that describe a connection, by Java's names; librdkafka's other names for the same are <see cref="Aliases"/>.</summary>
internal static class KafkaSettingNames
{
    internal const string BootstrapServers = "bootstrap.servers";
    internal const string ClientId = "client.id";
    internal const string SecurityProtocol = "security.protocol";
    internal const string ConfigProviders = "config.providers";

    internal const string SaslMechanism = "sasl.mechanism";
    internal const string SaslJaasConfig = "sasl.jaas.config";
    internal const string SaslUserName = "sasl.username";
    internal const string SaslPassword = "sasl.password";
    internal const string SaslLoginClass = "sasl.login.class";
    internal const string SaslLoginCallbackHandler = "sasl.login.callback.handler.class";
    internal const string SaslClientCallbackHandler = "sasl.client.callback.handler.class";

    internal const string TokenEndpoint = "sasl.oauthbearer.token.endpoint.url";
    internal const string OAuthMethod = "sasl.oauthbearer.method";
    internal const string OAuthGrantType = "sasl.oauthbearer.grant.type";
    internal const string OAuthClientId = "sasl.oauthbearer.client.credentials.client.id";
    internal const string OAuthClientSecret = "sasl.oauthbearer.client.credentials.client.secret";
    internal const string OAuthScope = "sasl.oauthbearer.scope";
    internal const string OAuthExtensions = "sasl.oauthbearer.extensions";
    internal const string OAuthHeaderUrlEncode = "sasl.oauthbearer.header.urlencode";
    internal const string OAuthRetriever = "sasl.oauthbearer.jwt.retriever.class";
    internal const string OAuthConfig = "sasl.oauthbearer.config";
    internal const string OAuthMetadataAuthentication = "sasl.oauthbearer.metadata.authentication.type";

    internal const string TruststoreType = "ssl.truststore.type";
    internal const string TruststoreLocation = "ssl.truststore.location";
    internal const string TruststorePassword = "ssl.truststore.password";
    internal const string TruststoreCertificates = "ssl.truststore.certificates";
    internal const string CaLocation = "ssl.ca.location";
    internal const string KeystoreType = "ssl.keystore.type";
    internal const string KeystoreLocation = "ssl.keystore.location";
    internal const string KeystorePassword = "ssl.keystore.password";
    internal const string KeystoreKey = "ssl.keystore.key";
    internal const string KeystoreChain = "ssl.keystore.certificate.chain";
    internal const string CertificateLocation = "ssl.certificate.location";
    internal const string KeyLocation = "ssl.key.location";
    internal const string KeyPassword = "ssl.key.password";
    internal const string EndpointIdentification = "ssl.endpoint.identification.algorithm";
    internal const string CertificateVerification = "enable.ssl.certificate.verification";
    internal const string SslEngineFactory = "ssl.engine.factory.class";

    /// <summary>Settings that have a say in how TLS is spoken and that this module leaves to the operating system: worth a warning.</summary>
    internal static IReadOnlyList<string> TlsLeftToSystem { get; } =
        ["ssl.protocol", "ssl.enabled.protocols", "ssl.cipher.suites", "ssl.curves.list", "ssl.sigalgs.list", "ssl.crl.location", "https.ca.location", "https.ca.pem"];

    /// <summary>Settings that name certificates: where one is given, TLS is meant.</summary>
    internal static IReadOnlyList<string> TlsMaterial { get; } =
        [TruststoreLocation, TruststoreCertificates, CaLocation, KeystoreLocation, KeystoreKey, KeystoreChain, CertificateLocation, KeyLocation];

    /// <summary>librdkafka's names of settings that Java calls otherwise.</summary>
    internal static IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["metadata.broker.list"] = BootstrapServers,
        ["sasl.mechanisms"] = SaslMechanism,
        ["sasl.oauthbearer.client.id"] = OAuthClientId,
        ["sasl.oauthbearer.client.secret"] = OAuthClientSecret,
        ["ssl.ca.pem"] = TruststoreCertificates,
        ["ssl.certificate.pem"] = KeystoreChain,
        ["ssl.key.pem"] = KeystoreKey,
    };

    /// <summary>Every name that has a meaning here, the aliases included.</summary>
    internal static IReadOnlyList<string> Understood { get; } =
    [
        BootstrapServers, ClientId, SecurityProtocol, ConfigProviders,
        SaslMechanism, SaslJaasConfig, SaslUserName, SaslPassword, SaslLoginClass, SaslLoginCallbackHandler, SaslClientCallbackHandler,
        TokenEndpoint, OAuthMethod, OAuthGrantType, OAuthClientId, OAuthClientSecret, OAuthScope, OAuthExtensions, OAuthHeaderUrlEncode,
        OAuthRetriever, OAuthConfig, OAuthMetadataAuthentication,
        TruststoreType, TruststorePassword, KeystoreType, KeystorePassword, KeyPassword, EndpointIdentification, CertificateVerification, SslEngineFactory,
        .. TlsMaterial, .. TlsLeftToSystem, .. Aliases.Keys,
    ];

    /// <summary>Whether a name has a meaning here.</summary>
    internal static bool IsUnderstood(string name) => Understood.Contains(name, StringComparer.Ordinal);

    /// <summary>The name under which a setting is looked up: Java's, where librdkafka has another.</summary>
    internal static string Canonical(string name) => Aliases.GetValueOrDefault(name, name);

    /// <summary>The environment variable of a setting: <c>KAFKA_</c> and the name in upper case with dots as underscores.</summary>
    internal static string EnvironmentVariable(string name) => "KAFKA_" + name.Replace('.', '_').ToUpperInvariant();
}
