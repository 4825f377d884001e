using CsCheck;
using LlmAnalytics.Infra.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Tests.Kafka.Topics.BrokerAnswers;

namespace LlmAnalytics.Infra.Tests.Kafka.Topics;

public sealed class TopicDriftTests
{
    private static readonly KafkaTopicDefinition Definition = new()
    {
        Name = "t",
        Partitions = 4,
        ReplicationFactor = 3,
        Config = new Dictionary<string, string> { ["retention.ms"] = "1000", ["cleanup.policy"] = "compact,delete" },
    };

    private static readonly DescribeConfigsResourceResult[] AsDefined =
        [Setting("retention.ms", "1000", type: ConfigType.Long), Setting("cleanup.policy", "compact,delete", type: ConfigType.List)];

    private static readonly string[] ListItems = ["compact", "delete", "0:1", "3:2", "*"];

    [Fact]
    public void A_topic_that_is_as_defined_has_no_differences() => Assert.Empty(TopicDrift.Compare(Definition, 4, 3, AsDefined));

    [Fact]
    public void Counts_are_compared() => Assert.Equal(
        [new SettingDifference("partitions", "4", "5", "Cluster"), new SettingDifference("replication.factor", "3", "2", "Cluster")],
        TopicDrift.Compare(Definition, 5, 2, AsDefined));

    [Fact]
    public void A_factor_that_nobody_asked_for_is_not_compared() =>
        Assert.Empty(TopicDrift.Compare(Definition with { ReplicationFactor = null }, 4, 1, AsDefined));

    [Fact]
    public void A_setting_asked_for_differs_by_the_value_in_force_and_shows_its_source() => Assert.Equal(
        [new SettingDifference("retention.ms", "1000", "604800000", "DefaultConfig")],
        TopicDrift.Compare(Definition, 4, 3, [Setting("retention.ms", "604800000", ConfigSource.DefaultConfig, ConfigType.Long), AsDefined[1]]));

    [Theory]
    [InlineData(ConfigSource.DefaultConfig)]
    [InlineData(ConfigSource.StaticBrokerConfig)]
    [InlineData(ConfigSource.DynamicDefaultBrokerConfig)]
    public void A_setting_asked_for_that_the_topic_inherits_is_no_difference(ConfigSource source) =>
        Assert.Empty(TopicDrift.Compare(Definition, 4, 3, [Setting("retention.ms", "1000", source, ConfigType.Long), AsDefined[1]]));

    [Fact]
    public void A_setting_that_the_broker_does_not_know_has_no_actual_value() => Assert.Equal(
        [new SettingDifference("cleanup.policy", "compact,delete", null, "None")], TopicDrift.Compare(Definition, 4, 3, [AsDefined[0]]));

    [Fact]
    public void A_value_on_the_topic_that_nobody_asked_for_is_a_difference() => Assert.Equal(
        [new SettingDifference("segment.bytes", null, "99", "DynamicTopicConfig")],
        TopicDrift.Compare(Definition, 4, 3, [.. AsDefined, Setting("segment.bytes", "99", type: ConfigType.Int)]));

    [Theory]
    [InlineData("segment.bytes", ConfigSource.StaticBrokerConfig)]
    [InlineData("segment.bytes", ConfigSource.DynamicBrokerConfig)]
    [InlineData("leader.replication.throttled.replicas", ConfigSource.TopicConfig)]
    [InlineData("follower.replication.throttled.replicas", ConfigSource.TopicConfig)]
    public void Inherited_values_and_throttles_are_no_differences(string name, ConfigSource source) =>
        Assert.Empty(TopicDrift.Compare(Definition, 4, 3, [.. AsDefined, Setting(name, "0:1", source)]));

    [Theory]
    [InlineData("compact,delete", "delete, compact", ConfigType.List, true)]
    [InlineData("compact,delete", "compact", ConfigType.List, false)]
    [InlineData("", "", ConfigType.List, true)]
    [InlineData("TRUE", "true", ConfigType.Boolean, true)]
    [InlineData("true", "false", ConfigType.Boolean, false)]
    [InlineData("+1000", "1000", ConfigType.Long, true)]
    [InlineData("01", "1", ConfigType.Int, true)]
    [InlineData("1", "2", ConfigType.Short, false)]
    [InlineData("0.50", "0.5", ConfigType.Double, true)]
    [InlineData("0.5", "0.6", ConfigType.Double, false)]
    [InlineData("x", "1", ConfigType.Long, false)]
    [InlineData("lz4", "LZ4", ConfigType.String, false)]
    [InlineData(null, null, ConfigType.String, true)]
    [InlineData(null, "", ConfigType.List, false)]
    [InlineData("a", null, ConfigType.Password, false)]
    public void Values_mean_the_same_by_their_type(string? one, string? other, ConfigType type, bool same)
    {
        Assert.Equal(same, TopicDrift.IsSame(one, other, type));
        Assert.Equal(same, TopicDrift.IsSame(other, one, type));
    }

    [Fact]
    public void The_order_of_a_list_never_matters() =>
        Gen.Select(Gen.Int[0, 4].Array[1, 6], Gen.Int).Sample((indices, seed) =>
        {
            var items = indices.Select(index => ListItems[index]).ToArray();
            var shuffled = items.ToArray();
            new Random(seed).Shuffle(shuffled);
            return TopicDrift.IsSame(string.Join(',', items), string.Join(" , ", shuffled), ConfigType.List);
        });
}
