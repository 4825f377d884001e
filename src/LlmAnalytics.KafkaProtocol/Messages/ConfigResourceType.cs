namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What has settings, by Kafka's numbers.</summary>
public enum ConfigResourceType : sbyte
{
    /// <summary>None of the others.</summary>
    Unknown = 0,

    /// <summary>A topic, by its name.</summary>
    Topic = 2,

    /// <summary>A broker, by its id; all brokers by an empty name.</summary>
    Broker = 4,

    /// <summary>The log levels of a broker, by its id.</summary>
    BrokerLogger = 8,

    /// <summary>A subscription to clients' metrics.</summary>
    ClientMetrics = 16,

    /// <summary>A consumer group, by its name.</summary>
    Group = 32,
}
