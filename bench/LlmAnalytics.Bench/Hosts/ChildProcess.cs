using System.Diagnostics;

namespace LlmAnalytics.Bench.Hosts;

/// <summary>A process run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to stdout, then to stderr.</param>
/// <param name="Elapsed">From before its start to after its end.</param>
internal sealed record ChildProcess(int ExitCode, string Output, TimeSpan Elapsed)
{
    public static async Task<ChildProcess> RunAsync(string executable, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var startedAt = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(startedAt);
            return new ChildProcess(process.ExitCode, await output + await errors, elapsed);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
