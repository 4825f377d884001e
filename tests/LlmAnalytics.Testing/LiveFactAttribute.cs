using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>
/// A test against real Kafka brokers. Skipped, with a loud reason, only where no distribution or no Java is on the machine;
/// with <c>LLM_REQUIRE_LIVE=1</c> it runs there too, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveFactAttribute : FactAttribute
{
    /// <summary>Looks for the distribution once a process.</summary>
    public LiveFactAttribute() => Skip = KafkaDistribution.SkipReason!;
}
