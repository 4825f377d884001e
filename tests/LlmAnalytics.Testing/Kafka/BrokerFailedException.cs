namespace LlmAnalytics.Testing;

/// <summary>A test broker ended or did not become ready; the message has the ends of the logs.</summary>
public sealed class BrokerFailedException : Exception
{
    // How java.net and Kafka's SocketServer put it.
    private static readonly string[] BindFailures = ["Address already in use", "failed to bind to"];

    internal BrokerFailedException(string message, IReadOnlyList<KafkaTestBroker> brokers)
        : base(message + string.Concat(brokers.Select(broker => $"\n--- log of broker {broker.Id}\n{broker.LogTail()}")))
    {
        // In the whole log: stack traces of the shutdown that follows are longer than any tail.
        PortTaken = brokers.Select(broker => broker.LogTail(int.MaxValue))
            .Any(log => BindFailures.Any(failure => log.Contains(failure, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>True where another process had taken one of the ports.</summary>
    public bool PortTaken { get; }
}
