namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>A table of two columns, drawn with lines.</summary>
internal static class TextTable
{
    /// <summary>The table's lines, each column as wide as its longest cell.</summary>
    public static IEnumerable<string> Lines(string leftHeader, string rightHeader, IReadOnlyList<(string Left, string Right)> rows)
    {
        var left = rows.Select(row => row.Left.Length).Append(leftHeader.Length).Max();
        var right = rows.Select(row => row.Right.Length).Append(rightHeader.Length).Max();
        return
        [
            Rule('┌', '┬', '┐'), Row((leftHeader, rightHeader)), Rule('├', '┼', '┤'), .. rows.Select(Row), Rule('└', '┴', '┘'),
        ];

        string Rule(char start, char middle, char end) => $"{start}{new string('─', left + 2)}{middle}{new string('─', right + 2)}{end}";

        string Row((string Left, string Right) row) => $"│ {row.Left.PadRight(left)} │ {row.Right.PadRight(right)} │";
    }
}
