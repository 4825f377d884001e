using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Names;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Names of topics: PowerShell's wildcards, and the names that Kafka keeps for itself.</summary>
internal static class TopicNames
{
    private static readonly char[] WildcardCharacters = ['*', '?', '['];

    /// <summary>Whether a name has wildcards. None of their characters is legal in a topic's name, so there is nothing to escape.</summary>
    public static bool IsPattern(string name) => name.IndexOfAny(WildcardCharacters) >= 0;

    /// <summary>The topics that Kafka keeps for itself.</summary>
    public static IReadOnlyList<string> Internal { get; } = ["__consumer_offsets", "__transaction_state", "__share_group_state", "__cluster_metadata", "__remote_log_metadata"];

    /// <summary>Whether Kafka keeps a topic of this name for itself, whatever the broker's flag says: older brokers don't flag all of them.</summary>
    public static bool IsInternal(string name) => Internal.Contains(name);

    /// <summary>A test for a pattern with <c>*</c>, <c>?</c> and <c>[a-z]</c>, which like PowerShell ignores case.</summary>
    /// <exception cref="ProblemException">The pattern has a range that runs backwards (<see cref="ErrorIds.TopicNameInvalid"/>).</exception>
    public static Func<string, bool> Matcher(string pattern)
    {
        try
        {
            return Wildcard.Matcher(pattern);
        }
        catch (FormatException e)
        {
            throw new ProblemException(
                new Problem(ErrorIds.TopicNameInvalid, ProblemCategory.InvalidArgument, e.Message, pattern, "Write ranges upwards: [a-z]."), e);
        }
    }
}
