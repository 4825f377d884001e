using System.Globalization;

namespace LlmAnalytics.Console.Tests.Running;

/// <summary>A test that sends SIGINT. Skipped where this process was started to ignore it (in the background of a script): processes that it starts inherit that.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InterruptFactAttribute : FactAttribute
{
    private const string Status = "/proc/self/status";
    private const string IgnoredSignals = "SigIgn:";
    private const ulong Interrupt = 1 << 1;

    public InterruptFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no SIGINT to send to one process.";
        }
        else if (IsIgnored())
        {
            Skip = "This process was started to ignore SIGINT, and so would the console be.";
        }
    }

    private static bool IsIgnored() => File.Exists(Status)
        && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(IgnoredSignals, StringComparison.Ordinal)) is { } line
        && (ulong.Parse(line.AsSpan(IgnoredSignals.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
}
