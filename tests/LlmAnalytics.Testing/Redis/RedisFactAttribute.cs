using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>
/// A test against real Redis servers. Skipped, with a loud reason, only where one of the servers is not on the machine;
/// with <c>LLM_REQUIRE_LIVE=1</c> it runs there too, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    /// <summary>Looks for the servers once a process.</summary>
    public RedisFactAttribute() => Skip = RedisServers.SkipReason!;
}
