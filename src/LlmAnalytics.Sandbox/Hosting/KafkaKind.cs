namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>What the Kafka cluster of a sandbox is.</summary>
public enum KafkaKind
{
    /// <summary>Simulated in this process.</summary>
    Simulated,

    /// <summary>Real brokers, from the distribution in KAFKA_HOME and Java.</summary>
    Local,

    /// <summary>No Kafka.</summary>
    None,
}
