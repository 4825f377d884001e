namespace LlmAnalytics.Engine;

/// <summary>The names of the checks of a Redis cluster, in the order in which they are shown.</summary>
public static class RedisChecks
{
    /// <summary>A key is written, replicated and read on each master.</summary>
    public const string RoundTrip = nameof(RoundTrip);

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [RoundTrip];
}
