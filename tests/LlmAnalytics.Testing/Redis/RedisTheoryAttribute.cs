using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>A theory against real Redis servers; skipped and required as <see cref="RedisFactAttribute"/> says.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for the servers once a process.</summary>
    public RedisTheoryAttribute() => Skip = RedisServers.SkipReason!;
}
