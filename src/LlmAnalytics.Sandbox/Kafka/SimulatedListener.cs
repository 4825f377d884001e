namespace LlmAnalytics.Sandbox.Kafka;

/// <summary>A listener of the simulated brokers; each broker has every one of them on a loopback port of its own.</summary>
public enum SimulatedListener
{
    /// <summary>No authentication: everybody is <c>User:ANONYMOUS</c>.</summary>
    Plaintext,

    /// <summary>SASL_PLAINTEXT with PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512.</summary>
    Sasl,
}
