using System.Diagnostics;

namespace LlmAnalytics.Console.Tests.Json;

/// <summary>The PowerShell of this machine.</summary>
internal static class Pwsh
{
    /// <summary>Its path; null where there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => System.IO.Path.Combine(folder, "pwsh"))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a script and gives back what it wrote.</summary>
    public static async Task<string> RunAsync(string script)
    {
        // As UTF-16 in base64: no shell and no command line takes anything away.
        var start = new ProcessStartInfo(Path!, ["-NoProfile", "-NonInteractive", "-EncodedCommand", Convert.ToBase64String(System.Text.Encoding.Unicode.GetBytes(script))])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text.TrimEnd();
    }
}

/// <summary>A theory that holds the console against the PowerShell of this machine; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PwshTheoryAttribute : TheoryAttribute
{
    public PwshTheoryAttribute() => Skip = Pwsh.Path is null ? "There is no pwsh on this machine to compare with." : null!;
}
