using System.Management.Automation;
using System.Management.Automation.Internal;

namespace LlmAnalytics.Console.Hosting;

/// <summary>Text with and without the escape sequences of terminals.</summary>
internal static class AnsiText
{
    /// <summary>The text without its colours.</summary>
    public static string Strip(string text) => text.Contains('\e') ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;
}
