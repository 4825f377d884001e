using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>
/// A test with kcat. Skipped, with a loud reason, only where there is none on the path; with <c>LLM_REQUIRE_LIVE=1</c> it runs there too, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KcatFactAttribute : FactAttribute
{
    /// <summary>Looks for the program.</summary>
    public KcatFactAttribute() =>
        Skip = Path is null && Environment.GetEnvironmentVariable("LLM_REQUIRE_LIVE") != "1" ? "NOT TESTED WITH KCAT: there is no kcat on the path (apt-get install kcat)." : null!;

    /// <summary>The program; null where there is none.</summary>
    internal static string? Path { get; } = Executables.Find("kcat");
}
