using System.Management.Automation;
using System.Management.Automation.Language;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>What the completers share: matching, and quoting where PowerShell needs quotes.</summary>
internal static class CompletionText
{
    /// <summary>The results for the values that begin with the word typed so far, or match it as a wildcard, in the order given.</summary>
    /// <param name="values">Each value with its tooltip.</param>
    /// <param name="word">The word as it stands in the command line, with an opening quote if there is one.</param>
    public static IEnumerable<CompletionResult> Matching(IEnumerable<KeyValuePair<string, string>> values, string? word)
    {
        var quote = word is ['\'' or '"', ..] ? word[..1] : "";
        var pattern = WildcardPattern.Get((word ?? "").Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return values.Where(value => pattern.IsMatch(value.Key))
            .Select(value => new CompletionResult(Quoted(value.Key, quote), value.Key, CompletionResultType.ParameterValue, value.Value));
    }

    private static string Quoted(string value, string quote) =>
        quote.Length > 0 ? quote + value + quote
        : IsBareWord(value) ? value
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";

    /// <summary>Topic and setting names begin with a letter, a digit, a dot, an underscore or a dash; the last reads as a parameter, a number as a number.</summary>
    private static bool IsBareWord(string value) =>
        (char.IsAsciiLetter(value[0]) || value[0] == '_') && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
