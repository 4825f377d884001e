using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Sandbox.Tests.Redis;

/// <summary>
/// A test with processes of redis-server. Skipped, with a loud reason, only where there is none on the PATH; with <c>LLM_REQUIRE_LIVE=1</c> it runs there too, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisServerFactAttribute : FactAttribute
{
    public RedisServerFactAttribute()
    {
        if (!RedisServers.LiveRequired && (OperatingSystem.IsWindows() || Executables.Find("redis-server") is null))
        {
            Skip = "NOT TESTED WITH REDIS AS A PROCESS: redis-server is not on the PATH, or this is Windows";
        }
    }
}
