namespace LlmAnalytics.Sandbox.Kafka;

/// <summary>A listener of the simulated brokers; each broker has its own loopback port for each.</summary>
public enum SimulatedListener
{
    /// <summary>No authentication: everybody is <c>User:ANONYMOUS</c>.</summary>
    Plaintext,

    /// <summary>SASL_PLAINTEXT with PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512.</summary>
    Sasl,

    /// <summary>
    /// As <see cref="Plaintext"/>, for clients behind something that passes connections on: clients are told the ports that <see cref="SimulatedKafkaCluster.Advertise"/> names.
    /// Only with <see cref="SimulatedClusterOptions.HasExternalListener"/>.
    /// </summary>
    External,
}
