using System.Collections.Concurrent;
using System.Collections.Frozen;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka;

/// <content>What would stand in the brokers' properties files.</content>
public sealed partial class SimulatedKafkaCluster
{
    private readonly ConcurrentDictionary<int, FrozenDictionary<string, string>> _fileSettings = [];

    private FrozenDictionary<string, string> FileSettings(int brokerId) => _fileSettings.GetOrAdd(brokerId, MakeFileSettings);

    private FrozenDictionary<string, string> MakeFileSettings(int brokerId)
    {
        var node = Node(brokerId);
        var replicas = Math.Min(3, _options.Brokers).ToString(provider: null);
        var broker = _services.Controller.Current.Brokers.GetValueOrDefault(brokerId);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["process.roles"] = brokerId <= _options.Controllers ? "broker,controller" : "broker",
            ["node.id"] = brokerId.ToString(provider: null),
            ["broker.id"] = brokerId.ToString(provider: null),
            ["listeners"] = Addresses(node.Ports),
            ["advertised.listeners"] = Addresses(broker?.Ports ?? node.Ports),
            ["listener.security.protocol.map"] = "PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT" + (_options.HasExternalListener ? ",EXTERNAL:PLAINTEXT" : ""),
            ["inter.broker.listener.name"] = "PLAINTEXT",
            ["controller.listener.names"] = "CONTROLLER",
            ["sasl.enabled.mechanisms"] = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            ["log.dirs"] = LogDirectory(brokerId),
            ["auto.create.topics.enable"] = "false",
            ["default.replication.factor"] = replicas,
            ["offsets.topic.replication.factor"] = replicas,
            ["transaction.state.log.replication.factor"] = replicas,
            ["group.initial.rebalance.delay.ms"] = "0",
        };
        if (_options.HasAuthorizer)
        {
            settings["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer";
            settings["super.users"] = string.Join(';', _options.SuperUsers);
        }

        if (broker?.Rack is { } rack)
        {
            settings["broker.rack"] = rack;
        }

        foreach (var (name, value) in _options.Settings)
        {
            settings[name] = value;
        }

        return settings.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Addresses(IReadOnlyDictionary<SimulatedListener, int> ports) =>
        string.Join(',', ports.Select(port => $"{port.Key.ToString().ToUpperInvariant()}://{BrokerState.Host}:{port.Value}"));

    private static string LogDirectory(int brokerId) => $"/var/lib/kafka/data{brokerId}";
}
