using System.Globalization;
using System.Management.Automation.Host;

namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>The default view of a verdict: the figures as a table, then a marked line a check. No part of the module's interface.</summary>
public static class HealthText
{
    /// <summary>From what to do at once to what to know.</summary>
    private static readonly (string Status, string One, string Many)[] Tally =
    [
        ("Critical", "critical", "critical"), ("Warning", "warning", "warnings"), ("Unknown", "unknown", "unknown"), ("Passed", "passed", "passed"), ("Skipped", "skipped", "skipped"),
    ];

    /// <summary>
    /// The view's lines, none longer than the host's window is wide. One by one, since PowerShell repeats every colour of a text on each line that follows in it.
    /// </summary>
    /// <param name="health">The verdict.</param>
    /// <param name="style">PowerShell's <c>$PSStyle</c>, whose colours and <c>OutputRendering</c> hold; null for plain text.</param>
    /// <param name="host">PowerShell's <c>$Host</c>; null for plain text of 80 columns.</param>
    public static IReadOnlyList<string> Lines(object health, object? style, PSHost? host) =>
        Lines(HealthReport.Of(health), HealthColors.Read(style, host), TextLines.Width(host));

    internal static IReadOnlyList<string> Lines(HealthReport report, HealthColors colors, int width) =>
    [
        colors.Paint($"=== {report.Heading} ===", colors.Heading), "",
        .. TextTable.Lines("Metric", "Value", report.Figures), "",
        colors.Paint("=== Health Messages ===", colors.Heading), "",
        .. Checks(report.Checks, colors, width), "",
        .. Entry(report.Status, "", $"{report.Status}: {Counts(report.Checks)} ({Seconds(report.DurationMs)})", colors, width),
    ];

    /// <summary>A server's words on one line: nothing in them controls the terminal.</summary>
    public static string Clean(string? text) => TextLines.Clean(text ?? "");

    /// <summary>The sign of a check's or a cluster's status.</summary>
    public static string Mark(string? status) => status switch
    {
        "Passed" or "Healthy" => "✓",
        "Warning" or "Degraded" => "!",
        "Critical" or "Unhealthy" => "✗",
        "Skipped" => "-",
        _ => "?",
    };

    private static IEnumerable<string> Checks(IReadOnlyList<HealthCheck> checks, HealthColors colors, int width)
    {
        var nameWidth = checks.Select(check => check.Name.Length).DefaultIfEmpty().Max();
        string? lastRemedy = null;
        foreach (var check in checks)
        {
            foreach (var line in Entry(check.Status, check.Name.PadRight(nameWidth) + "  ", check.Message, colors, width).Concat(Details(check, lastRemedy, width)))
            {
                yield return line;
            }

            lastRemedy = check.Remedy;
        }
    }

    /// <summary>
    /// What makes a check that didn't pass worth reading: what it was seen on, what should have been seen, and what mends it. What the message says already is left
    /// out, and so is the remedy of the check before: a cluster that nobody answers for would repeat one a dozen times.
    /// </summary>
    private static IEnumerable<string> Details(HealthCheck check, string? lastRemedy, int width)
    {
        if (check.Status is "Passed" or "Skipped")
        {
            return [];
        }

        var target = check.Target is { } text && check.Message.Contains(text, StringComparison.Ordinal) ? null : check.Target;
        (string Label, string? Text)[] details =
            [("On:       ", target), ("Expected: ", check.Expected), ("Remedy:   ", check.Remedy == lastRemedy ? null : check.Remedy)];
        return details.Where(detail => !string.IsNullOrWhiteSpace(detail.Text))
            .SelectMany(detail => TextLines.Hang("    " + detail.Label, detail.Text!, width));
    }

    /// <summary>A line with its mark and name, which are painted once the breaks are made: colours take no room.</summary>
    private static List<string> Entry(string status, string name, string text, HealthColors colors, int width)
    {
        var head = $"{Mark(status)} {name}";
        var painted = head.TrimEnd();
        var lines = TextLines.Hang(head, text, width);
        lines[0] = colors.Paint(painted, colors.Of(status)) + lines[0][painted.Length..];
        return lines;
    }

    private static string Counts(IReadOnlyList<HealthCheck> checks)
    {
        var counts = Tally.Select(kind => (kind.One, kind.Many, Count: checks.Count(check => check.Status == kind.Status)))
            .Where(kind => kind.Count > 0)
            .Select(kind => $"{kind.Count} {(kind.Count == 1 ? kind.One : kind.Many)}");
        return string.Join(", ", counts.DefaultIfEmpty("no checks"));
    }

    /// <summary>A duration: <c>87 ms</c>, <c>1.2 s</c>.</summary>
    internal static string Seconds(int milliseconds) =>
        milliseconds < 1000 ? $"{milliseconds} ms" : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} s");
}
