namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>A table drawn with lines.</summary>
internal static class TextTable
{
    /// <summary>The most columns of text that a cell takes; what is longer is cut.</summary>
    private const int MaxCell = 60;

    /// <summary>A table of two columns.</summary>
    public static IEnumerable<string> Lines(string leftHeader, string rightHeader, IReadOnlyList<(string Left, string Right)> rows) =>
        Lines([leftHeader, rightHeader], [.. rows.Select(row => new[] { row.Left, row.Right })]);

    /// <summary>The table's lines, each column as wide as its longest cell.</summary>
    public static IEnumerable<string> Lines(string[] headers, IReadOnlyList<string[]> rows)
    {
        var cut = rows.Select(row => Array.ConvertAll(row, Cut)).ToList();
        var widths = headers.Select((header, column) => cut.Select(row => row[column].Length).Append(header.Length).Max()).ToArray();
        return
        [
            Rule('┌', '┬', '┐'), Row(headers), Rule('├', '┼', '┤'), .. cut.Select(Row), Rule('└', '┴', '┘'),
        ];

        string Rule(char start, char middle, char end) => start + string.Join(middle, widths.Select(width => new string('─', width + 2))) + end;

        string Row(string[] cells) => "│ " + string.Join(" │ ", cells.Select((cell, column) => cell.PadRight(widths[column]))) + " │";
    }

    private static string Cut(string text) => text.Length <= MaxCell ? text : text[..(MaxCell - 1)] + "…";
}
