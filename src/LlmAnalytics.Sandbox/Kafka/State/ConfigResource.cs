using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>What has settings of its own: a topic, a broker, or all brokers (an empty name).</summary>
internal readonly record struct ConfigResource(ConfigResourceType Type, string Name)
{
    /// <summary>All brokers.</summary>
    public static ConfigResource AllBrokers { get; } = new(ConfigResourceType.Broker, "");

    /// <summary>A topic.</summary>
    public static ConfigResource Topic(string name) => new(ConfigResourceType.Topic, name);

    /// <summary>A broker.</summary>
    public static ConfigResource Broker(int id) => new(ConfigResourceType.Broker, id.ToString(provider: null));
}
