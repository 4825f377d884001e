namespace LlmAnalytics.Infra.Health;

/// <summary>The words in which the checks of every system answer, and the verdict that they lead to.</summary>
internal static class Findings
{
    public const string Critical = "Critical";
    public const string Warning = "Warning";

    private const int MaxNamed = 20;

    public static HealthCheck Passed(string name, string severity, string? observed, string? expected, string message, string? target = null) =>
        new(name, "Passed", severity, observed, expected, message, target, null);

    /// <summary>A check that failed: its status is its severity.</summary>
    public static HealthCheck Failed(string name, string severity, string? observed, string? expected, string message, string? target, string remedy) =>
        new(name, severity, severity, observed, expected, message, target, remedy);

    public static HealthCheck Unknown(string name, string severity, string? expected, string message, string? target, string remedy) =>
        new(name, "Unknown", severity, null, expected, message, target, remedy);

    /// <summary>A check that the caller left out.</summary>
    public static HealthCheck Skipped(string name) => new(name, "Skipped", Warning, null, null, "Skipped, as asked for.", null, null);

    /// <summary><c>Unhealthy</c>, <c>Degraded</c> or <c>Healthy</c>. What couldn't be looked at is no pass: such a system is not called healthy.</summary>
    public static string Verdict(IReadOnlyCollection<HealthCheck> checks) =>
        checks.Any(check => check.Status == Critical) ? "Unhealthy" : checks.Any(check => check.Status is Warning or "Unknown") ? "Degraded" : "Healthy";

    /// <summary>Names joined with commas; of many, the first ones and how many more there are.</summary>
    public static string Join(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= MaxNamed ? string.Join(", ", all) : $"{string.Join(", ", all.Take(MaxNamed))} and {all.Count - MaxNamed} more";
    }

    /// <summary>A count with its noun: <c>1 partition</c>, <c>3 partitions</c>.</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
