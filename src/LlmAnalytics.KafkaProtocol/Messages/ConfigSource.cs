namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Where the value of a setting comes from, by Kafka's numbers.</summary>
public enum ConfigSource : sbyte
{
    /// <summary>Not told: the protocol's default of the field.</summary>
    Unset = -1,

    /// <summary>A place that the broker can't name.</summary>
    Unknown = 0,

    /// <summary>The topic's own setting.</summary>
    TopicConfig = 1,

    /// <summary>A setting of this broker, made while it ran.</summary>
    DynamicBrokerConfig = 2,

    /// <summary>A setting of all brokers, made while they ran.</summary>
    DynamicDefaultBrokerConfig = 3,

    /// <summary>The broker's properties file.</summary>
    StaticBrokerConfig = 4,

    /// <summary>Kafka's default.</summary>
    DefaultConfig = 5,

    /// <summary>A log level of this broker, made while it ran.</summary>
    DynamicBrokerLoggerConfig = 6,

    /// <summary>The setting of a subscription to clients' metrics.</summary>
    ClientMetricsConfig = 7,

    /// <summary>The group's own setting.</summary>
    GroupConfig = 8,
}
