using System.Text.RegularExpressions;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Names of topics: PowerShell's wildcards, and the names that Kafka keeps for itself.</summary>
internal static class TopicNames
{
    private static readonly char[] WildcardCharacters = ['*', '?', '['];

    /// <summary>Whether a name has wildcards. None of their characters is legal in a topic's name, so there is nothing to escape.</summary>
    public static bool IsPattern(string name) => name.IndexOfAny(WildcardCharacters) >= 0;

    /// <summary>Whether Kafka keeps a topic of this name for itself, whatever the broker's flag says: older brokers don't flag all of them.</summary>
    public static bool IsInternal(string name) =>
        name is "__consumer_offsets" or "__transaction_state" or "__share_group_state" or "__cluster_metadata" or "__remote_log_metadata";

    /// <summary>A test for a pattern with <c>*</c>, <c>?</c> and <c>[a-z]</c>, which like PowerShell ignores case.</summary>
    public static Func<string, bool> Matcher(string pattern)
    {
        var expression = Regex.Escape(pattern)
            .Replace(@"\*", ".*", StringComparison.Ordinal)
            .Replace(@"\?", ".", StringComparison.Ordinal);
        expression = Regex.Replace(expression, @"\\\[(.+?)]", "[$1]");
        var regex = new Regex($"^(?:{expression})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return regex.IsMatch;
    }
}
