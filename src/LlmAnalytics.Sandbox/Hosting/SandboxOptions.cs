using LlmAnalytics.Sandbox.Redis;

namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>What a sandbox is made of.</summary>
public sealed record SandboxOptions
{
    /// <summary>What its Kafka cluster is.</summary>
    public KafkaKind Kafka { get; init; }

    /// <summary>How many brokers.</summary>
    public int Brokers { get; init; } = 3;

    /// <summary>After this a broker without a sign of life is fenced.</summary>
    public TimeSpan BrokerSessionTimeout { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>Its Redis nodes.</summary>
    public RedisSandboxOptions Redis { get; init; } = new();
}
