namespace LlmAnalytics.Bench.Measuring;

/// <summary>A Markdown table on the console: what is printed can be pasted into the README.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public static Table OfMilliseconds() => new("what", "median ms", "min", "max", "runs");

    public void Add(string what, Samples samples) => Add([what, .. samples.Cells()]);

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        var widths = headings.Select((heading, column) => _rows.Append(headings).Max(row => row[column].Length)).ToList();
        Console.WriteLine();
        Console.WriteLine(Line(headings, widths));
        Console.WriteLine("|" + string.Concat(widths.Select((width, column) => new string('-', width + 1) + (column == 0 ? "-|" : ":|"))));
        _rows.ForEach(row => Console.WriteLine(Line(row, widths)));
        Console.WriteLine();
    }

    private static string Line(string[] cells, List<int> widths) =>
        "| " + string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))) + " |";
}
