using System.Text;

namespace LlmAnalytics.Testing;

/// <summary>Writes the server.properties of one combined node.</summary>
internal static class BrokerProperties
{
    private const string Scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

    /// <summary>Kafka's name of a listener.</summary>
    public static string ListenerName(ListenerKind kind) => kind.ToString().ToUpperInvariant();

    /// <summary>A value as a Java properties file wants it: the backslash of Windows paths escaped.</summary>
    public static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal);

    /// <summary>All settings of a node.</summary>
    /// <param name="node">Its ports.</param>
    /// <param name="nodes">All nodes, for the controllers' voters.</param>
    /// <param name="certificates">The server's key and truststore.</param>
    /// <param name="identity">Where the OAUTHBEARER listener finds its keys.</param>
    /// <param name="dataFolder">The node's formatted storage.</param>
    /// <param name="options">Further settings.</param>
    public static string Build(
        NodeLayout node, IReadOnlyList<NodeLayout> nodes, TestCertificates certificates, OidcServer identity, string dataFolder, KafkaClusterOptions options)
    {
        var replicas = Math.Min(3, nodes.Count).ToString(provider: null);
        var settings = new Dictionary<string, string>
        {
            ["process.roles"] = "broker,controller",
            ["node.id"] = node.Id.ToString(provider: null),
            ["broker.rack"] = node.Rack,
            ["controller.quorum.voters"] = string.Join(',', nodes.Select(n => $"{n.Id}@{NodeLayout.Host}:{n.ControllerPort}")),
            ["controller.listener.names"] = "CONTROLLER",
            ["inter.broker.listener.name"] = ListenerName(ListenerKind.Plaintext),
            ["listeners"] = Addresses(node.ListenPorts) + $",CONTROLLER://{NodeLayout.Host}:{node.ControllerPort}",
            ["advertised.listeners"] = Addresses(node.Ports),
            ["listener.security.protocol.map"] =
                string.Join(',', node.Ports.Keys.Select(kind => $"{ListenerName(kind)}:{Protocol(kind)}")) + ",CONTROLLER:PLAINTEXT",
            ["sasl.enabled.mechanisms"] = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            ["ssl.keystore.type"] = "PKCS12",
            ["ssl.keystore.location"] = certificates.Server.Pkcs12Path,
            ["ssl.keystore.password"] = TestCertificates.Password,
            ["ssl.truststore.type"] = "PKCS12",
            ["ssl.truststore.location"] = certificates.TrustStorePath,
            ["ssl.truststore.password"] = TestCertificates.Password,
            ["listener.name.ssl.ssl.client.auth"] = "required",
            ["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            ["super.users"] = $"User:ANONYMOUS;User:{KafkaUsers.Admin}",
            ["log.dirs"] = dataFolder,
            ["auto.create.topics.enable"] = "false",
            ["default.replication.factor"] = replicas,
            ["offsets.topic.replication.factor"] = replicas,
            ["transaction.state.log.replication.factor"] = replicas,
            ["transaction.state.log.min.isr"] = "1",
            ["offsets.topic.num.partitions"] = "3",
            ["transaction.state.log.num.partitions"] = "3",
            ["group.initial.rebalance.delay.ms"] = "0",
            ["num.io.threads"] = "2",
            ["log.cleaner.dedupe.buffer.size"] = "4194304",
        };
        AddPasswordMechanisms(settings, ListenerKind.Sasl);
        AddPasswordMechanisms(settings, ListenerKind.SaslSsl);
        AddOAuth(settings, identity);
        foreach (var (name, value) in options.Properties)
        {
            settings[name] = value;
        }
        var text = new StringBuilder();
        foreach (var (name, value) in settings)
        {
            text.Append(name).Append('=').Append(Escape(value)).Append('\n');
        }
        return text.ToString();
    }

    private static string Addresses(IReadOnlyDictionary<ListenerKind, int> ports) =>
        string.Join(',', ports.Select(listener => $"{ListenerName(listener.Key)}://{NodeLayout.Host}:{listener.Value}"));

    /// <summary>Kafka's security.protocol of a listener.</summary>
    public static string Protocol(ListenerKind kind) => kind switch
    {
        ListenerKind.Plaintext or ListenerKind.Counted => "PLAINTEXT",
        ListenerKind.Sasl or ListenerKind.OAuth => "SASL_PLAINTEXT",
        ListenerKind.Ssl => "SSL",
        ListenerKind.SaslSsl => "SASL_SSL",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown listener"),
    };

    private static string Prefix(ListenerKind kind) => $"listener.name.{ListenerName(kind).ToLowerInvariant()}.";

    private static void AddPasswordMechanisms(Dictionary<string, string> settings, ListenerKind kind)
    {
        var users = string.Concat(KafkaUsers.All.Select(user => $" user_{user}=\"{KafkaUsers.Password(user)}\""));
        settings[Prefix(kind) + "plain.sasl.jaas.config"] = $"org.apache.kafka.common.security.plain.PlainLoginModule required{users};";
        settings[Prefix(kind) + "scram-sha-256.sasl.jaas.config"] = Scram;
        settings[Prefix(kind) + "scram-sha-512.sasl.jaas.config"] = Scram;
    }

    private static void AddOAuth(Dictionary<string, string> settings, OidcServer identity)
    {
        var prefix = Prefix(ListenerKind.OAuth);
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
