using CsCheck;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Tests.Kafka.Topics.BrokerAnswers;

namespace LlmAnalytics.Infra.Tests.Kafka.Topics;

public sealed class TopicChangePlanTests
{
    [Fact]
    public void A_setting_that_is_so_already_is_not_sent()
    {
        var plan = Plan(Set(("retention.ms", "1000")), Setting("retention.ms", "1000", type: ConfigType.Long));
        Assert.True(plan.IsEmpty);
        Assert.Empty(plan.Alterations);
        Assert.Equal("", plan.Summary);
    }

    [Fact]
    public void An_inherited_value_is_pinned_when_it_is_asked_for()
    {
        var plan = Plan(Set(("compression.type", "producer")), Setting("compression.type", "producer", ConfigSource.DefaultConfig));
        Assert.Equal([new SettingDifference("compression.type", "producer", "producer", "DefaultConfig")], plan.Differences);
        Assert.Equal(ConfigOperation.Set, Assert.Single(plan.Alterations).ConfigOperation);
    }

    [Fact]
    public void A_setting_that_the_broker_does_not_know_is_sent_so_that_it_says_so()
    {
        var plan = Plan(new TopicChange { Names = ["t"], Config = new Dictionary<string, string> { ["no.such"] = "1" }, RemoveConfig = ["nor.such"] });
        Assert.Equal(["no.such", "nor.such"], plan.Alterations.Select(alteration => alteration.Name));
        Assert.Equal("no.such: (unset) -> 1, nor.such: (unset) -> (broker's default)", plan.Summary);
    }

    [Fact]
    public void A_removed_setting_shows_what_applies_then()
    {
        var plan = Plan(
            new TopicChange { Names = ["t"], RemoveConfig = ["compression.type", "compression.type"] },
            Setting("compression.type", "lz4", synonyms:
                [Synonym("compression.type", "lz4", ConfigSource.TopicConfig), Synonym("compression.type", "zstd", ConfigSource.StaticBrokerConfig), Synonym("compression.type", "producer", ConfigSource.DefaultConfig)]));
        Assert.Equal([new SettingDifference("compression.type", "zstd", "lz4", "DynamicTopicConfig")], plan.Differences);
        Assert.Equal((ConfigOperation.Delete, null), (plan.Alterations[0].ConfigOperation, plan.Alterations[0].Value));
    }

    [Fact]
    public void Removing_what_is_inherited_changes_nothing() =>
        Assert.True(Plan(new TopicChange { Names = ["t"], RemoveConfig = ["compression.type"] }, Setting("compression.type", "zstd", ConfigSource.StaticBrokerConfig)).IsEmpty);

    [Fact]
    public void A_setting_both_set_and_removed_is_set()
    {
        var plan = Plan(
            new TopicChange { Names = ["t"], Config = new Dictionary<string, string> { ["compression.type"] = "zstd" }, RemoveConfig = ["compression.type"] },
            Setting("compression.type", "lz4"));
        Assert.Equal(("zstd", ConfigOperation.Set), (Assert.Single(plan.Alterations).Value, plan.Alterations[0].ConfigOperation));
    }

    // The broker's own settings that stand behind a topic's are partly in other units: log.retention.hours is what retention.ms inherits.
    [Theory]
    [InlineData("retention.ms", "log.retention.hours", "168", "604800000")]
    [InlineData("retention.ms", "log.retention.minutes", "5", "300000")]
    [InlineData("retention.ms", "log.retention.ms", "7000", "7000")]
    [InlineData("retention.ms", "log.retention.hours", "-1", "-1")]
    [InlineData("segment.ms", "log.roll.hours", "168", "604800000")]
    [InlineData("segment.jitter.ms", "log.roll.jitter.hours", "0", "0")]
    public void An_inherited_time_is_in_the_units_of_the_topics_setting(string name, string synonym, string value, string expected)
    {
        var plan = Plan(
            new TopicChange { Names = ["t"], RemoveConfig = [name] },
            Setting(name, "1000", type: ConfigType.Long, synonyms:
                [Synonym(name, "1000", ConfigSource.TopicConfig), Synonym("log.not.set.ms", null, ConfigSource.DefaultConfig), Synonym(synonym, value, ConfigSource.DefaultConfig)]));
        Assert.Equal([new SettingDifference(name, expected, "1000", "DynamicTopicConfig")], plan.Differences);
        Assert.Empty(plan.Warnings);
    }

    [Theory]
    [InlineData("retention.ms", "1000", "999", true)]
    [InlineData("retention.ms", "1000", "1001", false)]
    [InlineData("retention.ms", "-1", "1000", true)]
    [InlineData("retention.ms", "1000", "-1", false)]
    [InlineData("retention.bytes", "-1", "1", true)]
    [InlineData("retention.bytes", null, "1", true)]
    [InlineData("retention.ms", "1000", "soon", false)]
    [InlineData("segment.bytes", "1000", "999", false)]
    public void A_tighter_limit_warns_of_the_data_that_it_deletes(string name, string? before, string after, bool warns)
    {
        var plan = Plan(Set((name, after)), Setting(name, before, type: ConfigType.Long));
        Assert.Equal(warns, plan.Warnings.Any(warning => warning.StartsWith($"{name} ", StringComparison.Ordinal) && warning.Contains("deleted", StringComparison.Ordinal)));
        Assert.Equal(warns ? 1 : 0, plan.Warnings.Count);
    }

    [Theory]
    [InlineData("retention.ms")]
    [InlineData("retention.bytes")]
    public void A_limit_that_gives_way_to_an_unknown_default_warns_too(string name)
    {
        var plan = Plan(new TopicChange { Names = ["t"], RemoveConfig = [name] }, Setting(name, "-1", type: ConfigType.Long, synonyms: [Synonym(name, "-1", ConfigSource.TopicConfig)]));
        Assert.StartsWith($"{name} -1 -> the broker's default", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compact", "delete", "records older than retention.ms (77) are deleted")]
    [InlineData("compact", "compact,delete", "records older than retention.ms (77) are deleted")]
    [InlineData("delete", "compact", "only the last record is kept")]
    [InlineData("delete", "compact,delete", "only the last record is kept")]
    [InlineData("compact,delete", "compact", null)]
    public void A_cleanup_policy_that_deletes_or_compacts_warns(string before, string after, string? warning)
    {
        var plan = Plan(Set(("cleanup.policy", after)), Setting("cleanup.policy", before, type: ConfigType.List), Setting("retention.ms", "77", ConfigSource.DefaultConfig));
        Assert.Equal(warning is null ? 0 : 1, plan.Warnings.Count);
        Assert.All(plan.Warnings, line => Assert.Contains(warning!, line, StringComparison.Ordinal));
    }

    [Fact]
    public void Raising_partitions_warns_of_keys_that_move_and_of_compaction()
    {
        var plan = Plan(new TopicChange { Names = ["t"], Partitions = 8 }, 4, Setting("cleanup.policy", "compact,delete"));
        Assert.Equal(8, plan.Partitions);
        Assert.Equal([new SettingDifference("partitions", "8", "4", "Cluster")], plan.Differences);
        Assert.Contains("50 % of the keys", plan.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("compacted", plan.Warnings[1], StringComparison.Ordinal);
        Assert.Equal(2, plan.Warnings.Count);
        plan.LeavePartitions();
        Assert.True(plan.IsEmpty);
        Assert.Null(plan.Partitions);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(4, 3)]
    public void Partitions_are_never_lowered(int before, int asked) => Assert.True(Plan(new TopicChange { Names = ["t"], Partitions = asked }, before).IsEmpty);

    [Fact]
    public void The_share_of_keys_that_move_is_the_one_that_the_partitioner_moves() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30]).Sample((before, more) =>
        {
            var after = before + more;
            var all = before * after; // a common multiple: every pair of remainders comes equally often
            var moved = Enumerable.Range(0, all).Count(hash => hash % before != hash % after);
            var warning = Plan(new TopicChange { Names = ["t"], Partitions = after }, before).Warnings[0];
            Assert.Contains($", {Math.Round(100 * (1 - ((double)(all - moved) / all))):0} % of the keys", warning, StringComparison.Ordinal);
        });

    private static TopicChange Set(params (string Name, string Value)[] settings) =>
        new() { Names = ["t"], Config = settings.ToDictionary(setting => setting.Name, setting => setting.Value) };

    private static TopicChangePlan Plan(TopicChange change, params DescribeConfigsResourceResult[] actual) => Plan(change, 4, actual);

    private static TopicChangePlan Plan(TopicChange change, int partitions, params DescribeConfigsResourceResult[] actual) =>
        TopicChangePlan.Make(Topic("t", partitions), change, actual);
}
