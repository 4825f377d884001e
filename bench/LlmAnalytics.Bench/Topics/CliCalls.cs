using LlmAnalytics.Bench.Hosts;

namespace LlmAnalytics.Bench.Topics;

/// <summary>One call of a command-line tool.</summary>
/// <param name="MainClass">The tool.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CliCall(string MainClass, IReadOnlyList<string> Arguments);

/// <summary>What an operator with nothing but Kafka's own tools calls to get the 14 topics.</summary>
internal static class CliCalls
{
    /// <summary>Settings that the old script set one by one on every topic.</summary>
    private static readonly string[] SetOnEach = ["retention.ms", "compression.type", "min.insync.replicas"];

    /// <summary>Settings that are the same for nearly all topics: given with the create.</summary>
    private static readonly string[] SetByCreate = ["segment.bytes", "segment.ms"];

    /// <summary>The best use of the tool: each topic with all its settings in one call.</summary>
    public static IReadOnlyList<CliCall> Best(IEnumerable<TopicSpec> topics) => [.. topics.Select(topic => Create(topic, _ => true))];

    /// <summary>
    /// The script that the module replaces, one JVM a step, with its errors corrected and nothing done twice: a look at what is there, 14 creates, every setting by
    /// a call of its own (three on each topic, six more on four of them; <c>cleanup.policy</c> in brackets, not split at its comma), and two looks at the result.
    /// </summary>
    public static IReadOnlyList<CliCall> OldScript(IReadOnlyList<TopicSpec> topics) =>
    [
        new(KafkaCli.Topics, ["--list"]),
        .. topics.SelectMany(topic => topic.Config.Where(IsSetAlone).Select(setting => Alter(topic, setting)).Prepend(Create(topic, setting => SetByCreate.Contains(setting.Key)))),
        new(KafkaCli.Topics, ["--list"]),
        new(KafkaCli.Topics, ["--describe"]),
    ];

    private static bool IsSetAlone(KeyValuePair<string, string> setting) =>
        SetOnEach.Contains(setting.Key) || (!SetByCreate.Contains(setting.Key) && setting is not { Key: "cleanup.policy", Value: "delete" });

    private static CliCall Create(TopicSpec topic, Func<KeyValuePair<string, string>, bool> isWanted) => new(
        KafkaCli.Topics,
        [
            "--create", "--topic", topic.Name, "--partitions", $"{topic.Partitions}", "--replication-factor", $"{topic.ReplicationFactor}",
            .. topic.Config.Where(isWanted).SelectMany(setting => new[] { "--config", $"{setting.Key}={setting.Value}" }),
        ]);

    // The tool splits at commas: a value with one needs brackets around it.
    private static CliCall Alter(TopicSpec topic, KeyValuePair<string, string> setting) => new(
        KafkaCli.Configs,
        [
            "--alter", "--entity-type", "topics", "--entity-name", topic.Name,
            "--add-config", setting.Value.Contains(',', StringComparison.Ordinal) ? $"{setting.Key}=[{setting.Value}]" : $"{setting.Key}={setting.Value}",
        ]);
}
