using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>
/// The servers that live tests run: the system's <c>redis-server</c> (on the path), and those of <c>shared/redis/bin</c> beside any folder above the test assembly.
/// </summary>
public static class RedisServers
{
    /// <summary>The system's server, with TLS: the default everywhere.</summary>
    public static RedisServer Default { get; } = new("Redis", OnPath("redis-server"), HasTls: true);

    /// <summary>Redis 8.2.3, without TLS.</summary>
    public static RedisServer Redis8 { get; } = new("Redis 8.2.3", Shared("redis-server-8.2.3"), HasTls: false);

    /// <summary>Valkey 9.1.2, without TLS.</summary>
    public static RedisServer Valkey9 { get; } = new("Valkey 9.1.2", Shared("valkey-server-9.1.2"), HasTls: false);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RedisServer> All { get; } = [Default, Redis8, Valkey9];

    /// <summary>The names of all, for a theory's <c>MemberData</c>.</summary>
    public static TheoryData<string> Names { get; } = [.. All.Select(server => server.Name)];

    /// <summary>The system's <c>redis-cli</c>; null where there is none.</summary>
    public static string? Cli { get; } = OnPath("redis-cli");

    /// <summary>True when <c>LLM_REQUIRE_LIVE=1</c> says that a missing server is a failure, not a reason to skip.</summary>
    public static bool LiveRequired => Environment.GetEnvironmentVariable("LLM_REQUIRE_LIVE") == "1";

    /// <summary>What a live test shows as the reason of being skipped; null when it has to run.</summary>
    public static string? SkipReason
    {
        get
        {
            var missing = All.Where(server => server.Path is null).Select(server => server.Name).ToList();
            return missing.Count == 0 || LiveRequired
                ? null
                : $"NOT TESTED AGAINST REAL REDIS: {string.Join(" and ", missing)} not found (redis-server on PATH, others in shared/redis/bin above {AppContext.BaseDirectory})";
        }
    }

    /// <summary>The server of that name.</summary>
    public static RedisServer Named(string name) => All.Single(server => server.Name == name);

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static string? Shared(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "redis", "bin", name);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
