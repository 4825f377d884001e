namespace LlmAnalytics.Testing;

/// <summary>A test broker ended or did not become ready; the message has the ends of the logs.</summary>
public sealed class BrokerFailedException : Exception
{
    internal BrokerFailedException(string message, IReadOnlyList<KafkaTestBroker> brokers)
        : this(message, [.. brokers.Select(broker => (broker.Id, Log: broker.LogTail()))])
    {
    }

    private BrokerFailedException(string message, IReadOnlyList<(int Id, string Log)> logs)
        : base(message + string.Concat(logs.Select(broker => $"\n--- log of broker {broker.Id}\n{broker.Log}")))
    {
        // Kafka's SocketServer: "Socket server failed to bind to 127.0.0.1:12345: Address already in use."
        PortTaken = logs.Any(broker =>
            broker.Log.Contains("failed to bind", StringComparison.OrdinalIgnoreCase)
            || broker.Log.Contains("Address already in use", StringComparison.Ordinal));
    }

    /// <summary>True where another process had taken one of the ports.</summary>
    public bool PortTaken { get; }
}
