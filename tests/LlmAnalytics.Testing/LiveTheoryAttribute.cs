using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>A theory against real Kafka brokers; skipped and required as <see cref="LiveFactAttribute"/> says.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for the distribution once a process.</summary>
    public LiveTheoryAttribute() => Skip = KafkaDistribution.SkipReason!;
}
