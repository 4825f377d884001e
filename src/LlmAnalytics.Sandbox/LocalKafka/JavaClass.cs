using System.Diagnostics;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>Runs a class of the Kafka distribution in a JVM of its own: 1.0-1.5 s a call.</summary>
public static class JavaClass
{
    /// <summary>JVM options that make a short-lived tool and a small broker start fast.</summary>
    public static IReadOnlyList<string> JvmOptions { get; } = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];

    /// <summary>Runs the class to its end.</summary>
    /// <param name="installation">Kafka and Java.</param>
    /// <param name="mainClass">For instance <c>org.apache.kafka.tools.TopicCommand</c> or <c>kafka.admin.ConfigCommand</c>.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="jvmOptions">Further JVM options (<c>-Dname=value</c>).</param>
    /// <param name="cancellationToken">Ends the JVM too.</param>
    /// <returns>The exit code, and stdout followed by stderr.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        KafkaInstallation installation, string mainClass, IEnumerable<string> arguments, IEnumerable<string>? jvmOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(installation);
        var start = new ProcessStartInfo(installation.Java,
            [.. JvmOptions, .. jvmOptions ?? [], "-Xmx128m", "-cp", installation.ClassPath, mainClass, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var text = await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
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
