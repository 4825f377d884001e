using System.Globalization;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>Writes the server.properties of one combined node of a sandbox.</summary>
internal static class LocalBrokerProperties
{
    private const string Scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

    public static string Build(int id, IReadOnlyList<LocalPorts> nodes, string dataFolder, TimeSpan sessionTimeout, IReadOnlyDictionary<string, string> users)
    {
        var ports = nodes[id - 1];
        var replicas = Number(Math.Min(3, nodes.Count));
        var listeners = $"PLAINTEXT://127.0.0.1:{ports.Plaintext},SASL://127.0.0.1:{ports.Sasl}";
        var jaas = string.Concat(users.Select(user => $" user_{user.Key}=\"{user.Value}\""));
        Dictionary<string, string> settings = new()
        {
            ["process.roles"] = "broker,controller",
            ["node.id"] = Number(id),
            ["broker.rack"] = $"rack{id}",
            ["controller.quorum.voters"] = string.Join(',', nodes.Select((node, index) => $"{index + 1}@127.0.0.1:{node.Controller}")),
            ["controller.listener.names"] = "CONTROLLER",
            ["inter.broker.listener.name"] = "PLAINTEXT",
            ["listeners"] = $"{listeners},CONTROLLER://127.0.0.1:{ports.Controller}",
            ["advertised.listeners"] = listeners,
            ["listener.security.protocol.map"] = "PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            ["sasl.enabled.mechanisms"] = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            ["listener.name.sasl.plain.sasl.jaas.config"] = $"org.apache.kafka.common.security.plain.PlainLoginModule required{jaas};",
            ["listener.name.sasl.scram-sha-256.sasl.jaas.config"] = Scram,
            ["listener.name.sasl.scram-sha-512.sasl.jaas.config"] = Scram,
            ["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            ["super.users"] = "User:ANONYMOUS;User:admin",
            ["log.dirs"] = dataFolder,
            ["auto.create.topics.enable"] = "false",
            ["broker.session.timeout.ms"] = Number((int)sessionTimeout.TotalMilliseconds),
            ["default.replication.factor"] = replicas,
            ["offsets.topic.replication.factor"] = replicas,
            ["offsets.topic.num.partitions"] = "3",
            ["transaction.state.log.replication.factor"] = replicas,
            ["transaction.state.log.min.isr"] = "1",
            ["transaction.state.log.num.partitions"] = "3",
            ["group.initial.rebalance.delay.ms"] = "0",
            ["num.io.threads"] = "2",
            ["log.cleaner.dedupe.buffer.size"] = "4194304",
        };
        return string.Concat(settings.Select(setting => $"{setting.Key}={StorageTemplate.Escape(setting.Value)}\n"));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
