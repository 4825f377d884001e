using System.Management.Automation;
using System.Management.Automation.Host;

namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>The escape sequences that a health view is painted with; all empty for plain text.</summary>
/// <param name="Good">For what passed.</param>
/// <param name="Doubt">For warnings, and for what couldn't be looked at.</param>
/// <param name="Bad">For what is critical.</param>
/// <param name="Faint">For what was skipped.</param>
/// <param name="Heading">For headings.</param>
/// <param name="Reset">Ends a colour.</param>
internal sealed record HealthColors(string Good, string Doubt, string Bad, string Faint, string Heading, string Reset)
{
    /// <summary>No colours.</summary>
    public static HealthColors None { get; } = new("", "", "", "", "", "");

    /// <summary>
    /// The operator's own colours out of <c>$PSStyle</c>; none where its OutputRendering is PlainText, or where it leaves that to a host that shows none. What is
    /// redirected or captured PowerShell strips by itself.
    /// </summary>
    /// <remarks>Read by name: the reference assemblies for modules don't know PSStyle.</remarks>
    public static HealthColors Read(object? style, PSHost? host)
    {
        var rendering = Value(style, "OutputRendering")?.ToString();
        var shown = rendering == "Ansi" || (rendering == "Host" && host?.UI is { SupportsVirtualTerminal: true });
        return !shown ? None : new HealthColors(
            Code(style, "Foreground", "Green"),
            Code(style, "Formatting", "Warning"),
            Code(style, "Formatting", "Error"),
            Code(style, "Foreground", "BrightBlack"),
            Code(style, "Formatting", "TableHeader"),
            Code(style, "Reset"));
    }

    /// <summary>The colour of a check's or a cluster's status.</summary>
    public string Of(string status) => status switch
    {
        "Passed" or "Healthy" => Good,
        "Critical" or "Unhealthy" => Bad,
        "Skipped" => Faint,
        _ => Doubt,
    };

    /// <summary>The text in a colour.</summary>
    public string Paint(string text, string color) => color.Length == 0 ? text : color + text + Reset;

    private static string Code(object? style, params string[] path) => path.Aggregate(style, Value) as string ?? "";

    private static object? Value(object? source, string property)
    {
        var value = source is null ? null : PSObject.AsPSObject(source).Properties[property]?.Value;
        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }
}
