namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>The Kafka cluster of a sandbox.</summary>
internal interface IKafkaSandbox : IAsyncDisposable
{
    KafkaKind Kind { get; }

    /// <summary>host:port of every broker, where everybody is a super user.</summary>
    string BootstrapServers { get; }

    /// <summary>host:port of every broker, for users with passwords; null where there is no such listener.</summary>
    string? SaslBootstrapServers { get; }

    IReadOnlyList<SandboxBroker> Brokers { get; }

    /// <summary>Breaks or mends a broker; returns when it is so, for a start when it answers.</summary>
    /// <exception cref="SandboxException">There is no such broker, or this kind of cluster can't do that.</exception>
    Task SetBrokerAsync(int id, BrokerCondition condition, TimeSpan delay, CancellationToken cancellationToken);
}
