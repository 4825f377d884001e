using System.Management.Automation.Host;

namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>The default view of a verdict on one question: a marked line, then why. No part of the module's interface.</summary>
public static class AclVerdictText
{
    /// <summary>The view's lines, none longer than the host's window is wide.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="style">PowerShell's <c>$PSStyle</c>, whose colours and <c>OutputRendering</c> hold; null for plain text.</param>
    /// <param name="host">PowerShell's <c>$Host</c>; null for plain text of 80 columns.</param>
    public static IReadOnlyList<string> Lines(KafkaAclVerdict verdict, object? style, PSHost? host)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return Lines(verdict, HealthColors.Read(style, host), TextLines.Width(host));
    }

    internal static IReadOnlyList<string> Lines(KafkaAclVerdict verdict, HealthColors colors, int width)
    {
        var (mark, word, color) = verdict.Allowed ? ("✓", "Allowed", colors.Good) : ("✗", "Refused", colors.Bad);
        var head = $"{mark} {word}";
        var lines = TextLines.Hang(head + "  ", Display.AclQuestion(verdict), width);
        lines[0] = colors.Paint(head, color) + lines[0][head.Length..];
        // The deciding ACL is the first match and stands in the message; the others are told apart.
        var others = verdict.Matches.Select(acl => acl.ToString()).Where(acl => acl != verdict.Acl);
        (string Label, IEnumerable<string?> Texts)[] details =
            [("Rule:    ", [verdict.Rule]), ("Why:     ", [verdict.Message]), ("Matches: ", others), ("Remedy:  ", [verdict.Remedy])];
        return
        [
            .. lines,
            .. details.SelectMany(detail => detail.Texts.Where(text => !string.IsNullOrWhiteSpace(text)).SelectMany(text => TextLines.Hang("    " + detail.Label, text!, width))),
        ];
    }
}
