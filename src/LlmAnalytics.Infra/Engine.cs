using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka;
using LlmAnalytics.Infra.Redis;

namespace LlmAnalytics.Infra;

/// <summary>The entry point of this assembly, which hosts create by name.</summary>
public sealed class Engine : IEngine
{
    /// <inheritdoc/>
    public IKafkaEngine Kafka { get; } = new KafkaEngine();

    /// <inheritdoc/>
    public IRedisEngine Redis { get; } = new RedisEngine();
}
