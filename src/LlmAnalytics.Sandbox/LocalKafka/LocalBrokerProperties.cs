using System.Globalization;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>Writes the server.properties of one combined node.</summary>
internal static class LocalBrokerProperties
{
    private const string Scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

    /// <summary>All settings of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="plan">The whole cluster.</param>
    /// <param name="dataFolder">The node's formatted storage.</param>
    public static string Build(LocalNode node, LocalClusterPlan plan, string dataFolder)
    {
        var replicas = Number(Math.Min(3, plan.Nodes.Count));
        var listeners = string.Join(',', node.Listeners.Select(listener => $"{listener.Name}://{LocalNode.Host}:{listener.Port}"));
        Dictionary<string, string> settings = new()
        {
            ["process.roles"] = "broker,controller",
            ["node.id"] = Number(node.Id),
            ["broker.rack"] = node.Rack,
            ["controller.quorum.voters"] = string.Join(',', plan.Nodes.Select(voter => $"{voter.Id}@{LocalNode.Host}:{voter.ControllerPort}")),
            ["controller.listener.names"] = "CONTROLLER",
            ["inter.broker.listener.name"] = LocalNode.Plaintext,
            ["listeners"] = $"{listeners},CONTROLLER://{LocalNode.Host}:{node.ControllerPort}",
            ["advertised.listeners"] = listeners,
            ["listener.security.protocol.map"] = string.Join(',', node.Listeners.Select(listener => $"{listener.Name}:{listener.Protocol}")) + ",CONTROLLER:PLAINTEXT",
            ["sasl.enabled.mechanisms"] = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            ["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            ["super.users"] = "User:ANONYMOUS;User:admin",
            ["log.dirs"] = dataFolder,
            ["auto.create.topics.enable"] = "false",
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
        var users = string.Concat(plan.Users.Select(user => $" user_{user.Key}=\"{user.Value}\""));
        foreach (var listener in node.Listeners.Where(listener => listener.Protocol.StartsWith("SASL", StringComparison.Ordinal)))
        {
            var prefix = $"listener.name.{listener.Name.ToLowerInvariant()}.";
            settings[prefix + "plain.sasl.jaas.config"] = $"org.apache.kafka.common.security.plain.PlainLoginModule required{users};";
            settings[prefix + "scram-sha-256.sasl.jaas.config"] = Scram;
            settings[prefix + "scram-sha-512.sasl.jaas.config"] = Scram;
        }

        foreach (var (name, value) in plan.Settings(node))
        {
            settings[name] = value;
        }

        return string.Concat(settings.Select(setting => $"{setting.Key}={StorageTemplate.Escape(setting.Value)}\n"));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
