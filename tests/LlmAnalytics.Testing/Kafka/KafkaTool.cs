using LlmAnalytics.Sandbox.LocalKafka;

namespace LlmAnalytics.Testing;

/// <summary>
/// Runs a class of the Kafka distribution in a JVM of its own (1.0-1.5 s a call): an independent second opinion for tests, and
/// the other side of benchmarks.
/// </summary>
public static class KafkaTool
{
    /// <summary>JVM options that make a short-lived tool and a small broker start fast.</summary>
    public static IReadOnlyList<string> JvmOptions => JavaClass.JvmOptions;

    /// <summary>Runs the class to its end; see <see cref="JavaClass.RunAsync"/>.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(
        string mainClass, IEnumerable<string> arguments, IEnumerable<string>? jvmOptions = null, CancellationToken cancellationToken = default) =>
        JavaClass.RunAsync(KafkaDistribution.Require(), mainClass, arguments, jvmOptions, cancellationToken);
}
