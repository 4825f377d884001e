using System.Text.RegularExpressions;

namespace LlmAnalytics.HelpGenerator;

/// <summary>Turns Markdown into the plain text that a console shows.</summary>
internal static partial class MamlText
{
    /// <summary>The paragraphs of a text: list items and rows of tables each one, fences as they are.</summary>
    public static IEnumerable<string> Paragraphs(string markdown)
    {
        var blocks = Block().Matches(markdown.Trim() + "\n").Select(match => match.Value.TrimEnd());
        foreach (var block in blocks.Where(block => block.Length > 0))
        {
            if (block.StartsWith("```", StringComparison.Ordinal))
            {
                yield return Code(block);
            }
            else if (block.StartsWith('|'))
            {
                foreach (var row in block.Split('\n').Skip(2))
                {
                    var cells = row.Trim('|', ' ').Split(" | ", StringSplitOptions.TrimEntries).Select(Inline).ToList();
                    yield return $"{cells[0]}: {string.Join(" - ", cells.Skip(1))}";
                }
            }
            else
            {
                yield return Inline(ListBreak().Replace(block, " "));
            }
        }
    }

    /// <summary>The inside of a fence.</summary>
    public static string Code(string fence) => string.Join('\n', fence.Split('\n')[1..^1]);

    private static string Inline(string text) => Emphasis().Replace(Link().Replace(text, "${text}"), "${text}");

    /// <summary>A fence, or lines up to the next blank one.</summary>
    [GeneratedRegex(@"^```.*?^```\n|(?:^[^\n]+\n)+", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>A line break that isn't before a list's next item.</summary>
    [GeneratedRegex(@"\n(?!- ) *")]
    private static partial Regex ListBreak();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*|`(?<text>[^`]+)`")]
    private static partial Regex Emphasis();
}
