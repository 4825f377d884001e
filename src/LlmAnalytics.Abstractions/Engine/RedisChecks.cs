namespace LlmAnalytics.Engine;

/// <summary>The names of the checks of a Redis cluster, in the order in which they are shown.</summary>
public static class RedisChecks
{
    /// <summary>A key is written, replicated and read on each master.</summary>
    public const string RoundTrip = nameof(RoundTrip);

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [RoundTrip];

    /// <summary>What each check looks for, in one sentence, with the parameter that sets its threshold.</summary>
    public static IReadOnlyDictionary<string, string> Descriptions { get; } = new Dictionary<string, string>
    {
        [RoundTrip] = "A key is written, replicated and read on each master.",
    };
}
