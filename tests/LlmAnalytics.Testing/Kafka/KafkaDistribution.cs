using LlmAnalytics.Sandbox.LocalKafka;

namespace LlmAnalytics.Testing;

/// <summary>The Kafka distribution that live tests run: <c>KAFKA_HOME</c>, else <c>shared/kafka</c> beside any folder above the test assembly.</summary>
public static class KafkaDistribution
{
    private static readonly Lazy<(KafkaInstallation? Found, string? Unavailable)> Search = new(Find);

    /// <summary>Why no live test can run here; null where one can.</summary>
    public static string? Unavailable => Search.Value.Unavailable;

    /// <summary>True when <c>LLM_REQUIRE_LIVE=1</c> says that a missing server is a failure, not a reason to skip.</summary>
    public static bool LiveRequired => Environment.GetEnvironmentVariable("LLM_REQUIRE_LIVE") == "1";

    /// <summary>What a live test shows as the reason of being skipped; null when it has to run.</summary>
    public static string? SkipReason =>
        Unavailable is null || LiveRequired ? null : $"NOT TESTED AGAINST REAL KAFKA: {Unavailable}";

    /// <summary>The distribution of this machine.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says where it was looked for.</exception>
    public static KafkaInstallation Require() =>
        Search.Value.Found ?? throw new InvalidOperationException(Search.Value.Unavailable);

    private static (KafkaInstallation?, string?) Find()
    {
        var found = KafkaInstallation.Find(out var unavailable, FindShared());
        return (found, unavailable is null ? null : $"{unavailable} (and shared/kafka was looked for above {AppContext.BaseDirectory})");
    }

    private static string? FindShared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "kafka");
            if (KafkaInstallation.IsDistribution(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
