using System.Diagnostics;

namespace LlmAnalytics.Testing;

/// <summary>
/// Runs a class of the Kafka distribution in a JVM of its own (1.0-1.5 s a call): an independent second opinion for tests, and
/// the other side of benchmarks.
/// </summary>
public static class KafkaTool
{
    /// <summary>JVM options that make a short-lived tool and a small broker start fast.</summary>
    public static IReadOnlyList<string> JvmOptions { get; } = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];

    /// <summary>Runs the class to its end.</summary>
    /// <param name="mainClass">For instance <c>org.apache.kafka.tools.TopicCommand</c> or <c>kafka.admin.ConfigCommand</c>.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="jvmOptions">Further JVM options (<c>-Dname=value</c>).</param>
    /// <param name="cancellationToken">Ends the JVM too.</param>
    /// <returns>The exit code, and stdout followed by stderr.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string mainClass, IEnumerable<string> arguments, IEnumerable<string>? jvmOptions = null, CancellationToken cancellationToken = default)
    {
        var distribution = KafkaDistribution.Require();
        var start = new ProcessStartInfo(distribution.Java,
            [.. JvmOptions, .. jvmOptions ?? [], "-Xmx128m", "-cp", distribution.ClassPath, mainClass, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var text = await output + await errors;
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, text);
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
