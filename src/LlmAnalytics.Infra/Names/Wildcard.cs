using System.Text.RegularExpressions;

namespace LlmAnalytics.Infra.Names;

/// <summary>Patterns with <c>*</c>, <c>?</c> and <c>[a-z]</c>, as PowerShell has them.</summary>
internal static partial class Wildcard
{
    /// <summary>A test for a pattern, which like PowerShell ignores case.</summary>
    /// <exception cref="FormatException">The pattern has a range that runs backwards.</exception>
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
            throw new FormatException($"'{pattern}' is no pattern: it holds a range that runs backwards.", e);
        }
    }

    [GeneratedRegex(@"\[[^\]]+\]|.", RegexOptions.Singleline)]
    private static partial Regex Tokens();
}
