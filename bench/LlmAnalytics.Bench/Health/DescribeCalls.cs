using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Topics;

namespace LlmAnalytics.Bench.Health;

/// <summary>The distribution's calls that together show what one health test looks at, and those that give a consumer group its commits.</summary>
internal static class DescribeCalls
{
    /// <summary>
    /// One call a kind of fact. <c>--under-replicated-partitions</c>, <c>--under-min-isr-partitions</c> and <c>--unavailable-partitions</c> are left out: the topics'
    /// description has what they would select.
    /// </summary>
    public static IReadOnlyList<(string What, CliCall Call)> All { get; } =
    [
        ("kafka-topics --describe", new(KafkaCli.Topics, ["--describe"])),
        ("kafka-configs --describe, all topics", new(KafkaCli.Configs, ["--describe", "--entity-type", "topics"])),
        ("kafka-configs --describe --all, all brokers", new(KafkaCli.Configs, ["--describe", "--all", "--entity-type", "brokers"])),
        ("kafka-consumer-groups --describe --all-groups", new(KafkaCli.Groups, ["--describe", "--all-groups"])),
        ("kafka-log-dirs --describe", new(KafkaCli.LogDirs, ["--describe"])),
        ("kafka-metadata-quorum describe --status", new(KafkaCli.Quorum, ["describe", "--status"])),
        ("kafka-metadata-quorum describe --replication", new(KafkaCli.Quorum, ["describe", "--replication"])),
        ("kafka-reassign-partitions --list", new(KafkaCli.Reassignments, ["--list"])),
        ("kafka-broker-api-versions", new(KafkaCli.ApiVersions, [])),
    ];

    /// <summary>Commits the start of every partition of the topics for a group without members; the group is there afterwards.</summary>
    public static Task CommitAsync(KafkaCli cli, string group, IEnumerable<string> topics, CancellationToken cancellationToken) =>
        cli.CallAsync(
            KafkaCli.Groups,
            ["--reset-offsets", "--to-earliest", "--execute", "--group", group, .. topics.SelectMany(topic => new[] { "--topic", topic })],
            cancellationToken);
}
