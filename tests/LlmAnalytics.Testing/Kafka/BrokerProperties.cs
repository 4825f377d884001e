namespace LlmAnalytics.Testing;

/// <summary>What test brokers have beyond the sandbox' local ones: TLS, tokens, and proxies that clients are led through.</summary>
internal static class BrokerProperties
{
    /// <summary>Kafka's name of a listener.</summary>
    public static string ListenerName(ListenerKind kind) => kind.ToString().ToUpperInvariant();

    /// <summary>Kafka's security.protocol of a listener.</summary>
    public static string Protocol(ListenerKind kind) => kind switch
    {
        ListenerKind.Plaintext or ListenerKind.Counted => "PLAINTEXT",
        ListenerKind.Sasl or ListenerKind.OAuth => "SASL_PLAINTEXT",
        ListenerKind.Ssl => "SSL",
        ListenerKind.SaslSsl => "SASL_SSL",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown listener"),
    };

    /// <summary>The further settings of a node.</summary>
    /// <param name="advertised">The ports that clients are told.</param>
    /// <param name="certificates">The server's key and truststore.</param>
    /// <param name="identity">Where the OAUTHBEARER listener finds its keys.</param>
    /// <param name="options">Settings that win over all others.</param>
    public static Dictionary<string, string> Further(
        IReadOnlyDictionary<ListenerKind, int> advertised, TestCertificates certificates, OidcServer identity, KafkaClusterOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["advertised.listeners"] = string.Join(',', advertised.Select(listener => $"{ListenerName(listener.Key)}://{BrokerUnderTest.Host}:{listener.Value}")),
            ["ssl.keystore.type"] = "PKCS12",
            ["ssl.keystore.location"] = certificates.Server.Pkcs12Path,
            ["ssl.keystore.password"] = TestCertificates.Password,
            ["ssl.truststore.type"] = "PKCS12",
            ["ssl.truststore.location"] = certificates.TrustStorePath,
            ["ssl.truststore.password"] = TestCertificates.Password,
            ["listener.name.ssl.ssl.client.auth"] = "required",
        };
        AddOAuth(settings, identity);
        foreach (var (name, value) in options.Properties)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static void AddOAuth(Dictionary<string, string> settings, OidcServer identity)
    {
        var prefix = $"listener.name.{ListenerName(ListenerKind.OAuth).ToLowerInvariant()}.";
        settings[prefix + "sasl.enabled.mechanisms"] = "OAUTHBEARER";
        settings[prefix + "oauthbearer.sasl.jaas.config"] = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;";
        settings[prefix + "oauthbearer.sasl.server.callback.handler.class"] =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler";
        settings["sasl.oauthbearer.jwks.endpoint.url"] = identity.JwksUrl;
        settings["sasl.oauthbearer.expected.audience"] = OidcServer.Audience;
        settings["sasl.oauthbearer.expected.issuer"] = identity.Issuer;
        settings["sasl.oauthbearer.sub.claim.name"] = "sub";
    }
}
