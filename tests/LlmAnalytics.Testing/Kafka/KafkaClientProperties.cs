using LlmAnalytics.Sandbox.LocalKafka;

namespace LlmAnalytics.Testing;

/// <summary>The client's side of each listener, by Java's setting names: for a client.properties file or <c>-Property</c>.</summary>
public static class KafkaClientProperties
{
    /// <summary>Settings without <c>bootstrap.servers</c>.</summary>
    /// <param name="cluster">The cluster, for its certificates and token endpoint; real brokers alone have those.</param>
    /// <param name="kind">Listener to connect to.</param>
    /// <param name="user">Who connects, where the listener has users.</param>
    /// <param name="mechanism">PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512 for the two password listeners.</param>
    public static Dictionary<string, string> For(
        ClusterUnderTest cluster, ListenerKind kind, string user = KafkaUsers.Admin, string mechanism = "SCRAM-SHA-512")
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var settings = new Dictionary<string, string> { ["security.protocol"] = BrokerProperties.Protocol(kind) };
        if (kind is ListenerKind.Ssl or ListenerKind.SaslSsl)
        {
            settings["ssl.truststore.type"] = "PKCS12";
            settings["ssl.truststore.location"] = Real(cluster).Certificates.TrustStorePath;
            settings["ssl.truststore.password"] = TestCertificates.Password;
        }
        if (kind is ListenerKind.Ssl)
        {
            settings["ssl.keystore.type"] = "PKCS12";
            settings["ssl.keystore.location"] = Real(cluster).Certificates.Client.Pkcs12Path;
            settings["ssl.keystore.password"] = TestCertificates.Password;
        }
        if (kind is ListenerKind.Sasl or ListenerKind.SaslSsl)
        {
            var module = mechanism == "PLAIN" ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
            settings["sasl.mechanism"] = mechanism;
            settings["sasl.jaas.config"] =
                $"org.apache.kafka.common.security.{module} required username=\"{user}\" password=\"{KafkaUsers.Password(user)}\";";
        }
        if (kind is ListenerKind.OAuth)
        {
            settings["sasl.mechanism"] = "OAUTHBEARER";
            settings["sasl.oauthbearer.token.endpoint.url"] = Real(cluster).Identity.TokenUrl;
            settings["sasl.login.callback.handler.class"] = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";
            settings["sasl.jaas.config"] =
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required "
                + $"clientId=\"{user}\" clientSecret=\"{KafkaUsers.Password(user)}\" scope=\"kafka\";";
        }
        return settings;
    }

    /// <summary>The settings as the text of a Java properties file.</summary>
    public static string ToFile(IReadOnlyDictionary<string, string> settings) =>
        string.Concat(settings.Select(setting => $"{setting.Key}={StorageTemplate.Escape(setting.Value)}\n"));

    private static KafkaTestCluster Real(ClusterUnderTest cluster) =>
        cluster as KafkaTestCluster ?? throw new ArgumentException("Simulated brokers have neither TLS nor tokens", nameof(cluster));
}
