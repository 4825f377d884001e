using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>
/// A test against a real Kubernetes API. Skipped, with a loud reason, only where it or redis-server is not on the machine;
/// with <c>LLM_REQUIRE_LIVE=1</c> it runs there too, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KubernetesFactAttribute : FactAttribute
{
    /// <summary>Looks for the programs once a process.</summary>
    public KubernetesFactAttribute() => Skip = KubernetesDistribution.SkipReason!;
}
