using LlmAnalytics.Infra.Catalog;

namespace LlmAnalytics.Infra.Tests.Catalog;

public sealed class TopicCatalogTests
{
    private const long Day = 86_400_000;

    private const string Minimal = """
        common:
          replicationFactor: 3
          config: { compression.type: lz4 }
        topics:
          - { name: a, description: x, partitions: 1, retentionDays: 1 }
        """;

    public static TheoryData<string, int, int, string, string> Table => new()
    {
        { "llm-events", 32, 7, "main event stream", "retention.bytes=536870912000;max.message.bytes=10485760" },
        { "llm-metrics", 32, 30, "performance metrics", "retention.bytes=1073741824000" },
        { "llm-analytics", 16, 7, "processed analytics", "" },
        { "llm-traces", 32, 7, "distributed tracing", "" },
        { "llm-errors", 16, 30, "error events", "" },
        { "llm-audit", 8, 90, "audit log", "cleanup.policy=compact,delete;min.compaction.lag.ms=86400000" },
        { "llm-aggregated-metrics", 16, 30, "pre-aggregated metrics", "" },
        { "llm-alerts", 8, 7, "alert notifications", "" },
        { "llm-usage-stats", 16, 30, "usage statistics", "cleanup.policy=compact,delete" },
        { "llm-model-performance", 16, 30, "model benchmarks", "" },
        { "llm-cost-tracking", 8, 90, "cost analysis", "" },
        { "llm-session-events", 16, 7, "session events", "" },
        { "llm-user-feedback", 8, 90, "user feedback", "" },
        { "llm-system-health", 8, 30, "system health", "" },
        { "llm-deadletter", 8, 90, "records that stream processors could not process", "" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_topic_is_as_it_was_decided(string name, int partitions, int days, string description, string settings)
    {
        var topic = Assert.Single(TopicCatalog.Default.Topics, t => t.Name == name);
        Assert.Equal((partitions, 3, description, days * Day), (topic.Partitions, topic.ReplicationFactor, topic.Description, topic.RetentionMs));
        Assert.Equal(name == "llm-deadletter", topic.Optional);

        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["cleanup.policy"] = "delete",
            ["compression.type"] = "lz4",
            ["min.insync.replicas"] = "2",
            ["retention.ms"] = $"{days * Day}",
            ["segment.bytes"] = "1073741824",
            ["segment.ms"] = "86400000",
        };
        foreach (var setting in settings.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            expected[setting[..setting.IndexOf('=', StringComparison.Ordinal)]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        Assert.Equal(expected, topic.Config);
    }

    [Fact]
    public void The_order_and_the_totals_are_those_of_the_table()
    {
        var topics = TopicCatalog.Default.Topics;
        Assert.Equal(Table.Select(row => (string)row[0]), topics.Select(t => t.Name));
        Assert.Equal((232, 696), (topics.Where(t => !t.Optional).Sum(t => t.Partitions), topics.Where(t => !t.Optional).Sum(t => t.Partitions * t.ReplicationFactor!.Value)));
        Assert.Same(topics, TopicCatalog.Default.Topics);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "1")]
    [InlineData(3, "2")]
    [InlineData(5, "2")]
    public void Another_replication_factor_takes_min_insync_replicas_along(int factor, string minInSync)
    {
        var original = TopicCatalog.Default.Topics[5];
        var topic = original.WithReplicationFactor(factor);
        Assert.Equal((factor, minInSync), (topic.ReplicationFactor, topic.Config["min.insync.replicas"]));
        Assert.Equal(original.Config.Where(c => c.Key != "min.insync.replicas"), topic.Config.Where(c => c.Key != "min.insync.replicas"));
        Assert.Equal("2", original.Config["min.insync.replicas"]);
        Assert.Equal(original with { ReplicationFactor = factor, Config = topic.Config }, topic);
    }

    [Fact]
    public void A_replication_factor_below_one_is_a_defect_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TopicCatalog.Default.Topics[0].WithReplicationFactor(0));

    [Fact]
    public void Optional_topics_come_last() => Assert.Equal(
        ["b", "a"],
        Parse(Minimal.Replace("retentionDays: 1", "retentionDays: 1, optional: true", StringComparison.Ordinal)
            + "\n  - { name: b, description: x, partitions: 1, retentionDays: 1, optional: false }").Topics.Select(t => t.Name));

    [Theory]
    [InlineData("partitions: 1", "partitions: 0", "topics[0].partitions")]
    [InlineData("partitions: 1", "partitions: many", "topics[0].partitions")]
    [InlineData("partitions: 1", "partitons: 1", "topics[0].partitions")]
    [InlineData("partitions: 1", "partitions: 1, partitions: 2", "twice")]
    [InlineData("partitions: 1", "partitions: 1, retention: 7", "topics[0].retention is unknown")]
    [InlineData("partitions: 1", "partitions: 1, optional: yes", "topics[0].optional")]
    [InlineData("partitions: 1", "partitions: 1, config: 7", "topics[0].config")]
    [InlineData("partitions: 1", "partitions: 1, config: { a: [] }", "topics[0].config.a")]
    [InlineData("partitions: 1", "partitions: 1, config: { retention.ms: 7 }", "retention twice")]
    [InlineData("name: a", "name: a b", "'a b'")]
    [InlineData("name: a", "name: ..", "'..'")]
    [InlineData("name: a, description: x", "name: a", "description")]
    [InlineData("replicationFactor: 3", "replicationFactor: -1", "common.replicationFactor")]
    [InlineData("replicationFactor: 3", "rf: 3", "common.replicationFactor")]
    [InlineData("common:", "usual:", "no common settings")]
    [InlineData("topics:", "topic:", "catalog.topics")]
    [InlineData("  - { name: a, description: x, partitions: 1, retentionDays: 1 }", "  []", "no topic")]
    [InlineData("topics:\n", "topics:\n  - { name: a, description: y, partitions: 2, retentionDays: 2 }\n", "'a' twice")]
    [InlineData("compression.type: lz4 }", "compression.type: lz4", "YAML")]
    public void A_bad_catalog_says_where(string good, string bad, string expected)
    {
        var text = Minimal.ReplaceLineEndings("\n");
        Assert.Contains(good, text, StringComparison.Ordinal);
        Assert.Single(Parse(text).Topics);
        var message = Assert.Throws<InvalidDataException>(() => Parse(text.Replace(good, bad, StringComparison.Ordinal))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("a: [b]")]
    [InlineData("&x a: *x")]
    public void What_is_no_catalog_is_refused(string text) => Assert.Throws<InvalidDataException>(() => Parse(text));

    private static TopicCatalog Parse(string text)
    {
        using var reader = new StringReader(text);
        return TopicCatalog.Parse(reader);
    }
}
