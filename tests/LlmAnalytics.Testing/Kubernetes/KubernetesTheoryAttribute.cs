using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>A theory against a real Kubernetes API; skipped and required as <see cref="KubernetesFactAttribute"/> says.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KubernetesTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for the programs once a process.</summary>
    public KubernetesTheoryAttribute() => Skip = KubernetesDistribution.SkipReason!;
}
