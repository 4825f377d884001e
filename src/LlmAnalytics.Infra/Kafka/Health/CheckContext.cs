using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>What a check judges by, and the words in which it answers.</summary>
internal sealed record CheckContext(ClusterSurvey Survey, HealthQuery Query, PartitionSummary Partitions)
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

    /// <summary>Names joined with commas; of many, the first ones and how many more there are.</summary>
    public static string Join(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= MaxNamed ? string.Join(", ", all) : $"{string.Join(", ", all.Take(MaxNamed))} and {all.Count - MaxNamed} more";
    }

    /// <summary>A count with its noun: <c>1 partition</c>, <c>3 partitions</c>.</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
