using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Hosts;

/// <summary>The distribution's command-line tools, one JVM a call, as its shell scripts start them.</summary>
internal sealed class KafkaCli(string bootstrapServers, IReadOnlyList<string> jvmOptions)
{
    public const string Topics = "org.apache.kafka.tools.TopicCommand";
    public const string Acls = "org.apache.kafka.tools.AclCommand";
    public const string Configs = "kafka.admin.ConfigCommand";
    public const string Groups = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
    public const string LogDirs = "org.apache.kafka.tools.LogDirsCommand";
    public const string Quorum = "org.apache.kafka.tools.MetadataQuorumCommand";
    public const string Reassignments = "org.apache.kafka.tools.reassign.ReassignPartitionsCommand";
    public const string ApiVersions = "org.apache.kafka.tools.BrokerApiVersionsCommand";

    /// <summary>What <c>kafka-run-class.sh</c> of the distribution passes where the user says nothing.</summary>
    public static IReadOnlyList<string> StockOptions { get; } =
    [
        "-Xmx256M", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35",
        "-XX:+ExplicitGCInvokesConcurrent", "-XX:MaxInlineLevel=15", "-Djava.awt.headless=true",
    ];

    /// <summary>What makes a short-lived JVM start fastest.</summary>
    public static IReadOnlyList<string> FastOptions { get; } = ["-Xmx256M", .. KafkaTool.JvmOptions];

    /// <summary>Calls a tool.</summary>
    /// <param name="mainClass">One of the constants above.</param>
    /// <param name="arguments">Its arguments but for the bootstrap servers.</param>
    /// <param name="cancellationToken">Ends the JVM too.</param>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public async Task<ChildProcess> CallAsync(string mainClass, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var distribution = KafkaDistribution.Require();
        var result = await ChildProcess.RunAsync(
            distribution.Java,
            [.. jvmOptions, "-cp", distribution.ClassPath, mainClass, "--bootstrap-server", bootstrapServers, .. arguments],
            cancellationToken);
        return result.ExitCode == 0 ? result : throw new InvalidOperationException($"{mainClass} ended with {result.ExitCode}: {result.Output}");
    }
}
