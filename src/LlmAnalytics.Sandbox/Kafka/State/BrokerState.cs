namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>A registered broker.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rack">Its rack; null for none.</param>
/// <param name="Ports">The port of each listener that clients are told.</param>
/// <param name="IsFenced">Whether the controller has given it up: it leads nothing and is in no ISR.</param>
internal sealed record BrokerState(int Id, string? Rack, IReadOnlyDictionary<SimulatedListener, int> Ports, bool IsFenced)
{
    /// <summary>Where all brokers listen.</summary>
    public const string Host = "127.0.0.1";
}
