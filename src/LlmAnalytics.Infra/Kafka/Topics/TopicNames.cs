using System.Text.RegularExpressions;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Names of topics: PowerShell's wildcards, and the names that Kafka keeps for itself.</summary>
internal static partial class TopicNames
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
        var expression = Tokens().Replace(pattern, static token => token.Value switch
        {
            "*" => ".*",
            "?" => ".",
            ['[', _, .., ']'] set => $"[{set[1..^1].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("^", @"\^", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)}]",
            var text => Regex.Escape(text),
        });
        try
        {
            // Not backtracking: a pattern of many stars would otherwise take for ever on a long name.
            return new Regex($@"\A(?:{expression})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking).IsMatch;
        }
        catch (RegexParseException e)
        {
            throw new ProblemException(
                new Problem(ErrorIds.TopicNameInvalid, ProblemCategory.InvalidArgument, $"'{pattern}' is no pattern: it holds a range that runs backwards.", pattern, "Write ranges upwards: [a-z]."), e);
        }
    }

    [GeneratedRegex(@"\[[^\]]+\]|.", RegexOptions.Singleline)]
    private static partial Regex Tokens();
}
