using LlmAnalytics.Infra.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Tests.Kafka.Topics;

public sealed class TopicPlanWarningsTests
{
    [Theory]
    [InlineData("2", 3, 3, false, false)]
    [InlineData("3", 3, 3, false, false)]
    [InlineData("4", 3, 3, true, false)]
    [InlineData("2", 3, 2, false, true)]
    [InlineData("4", 3, 2, true, true)]
    [InlineData("2", 0, 2, false, false)] // the factor is unknown
    [InlineData("many", 1, 1, false, false)]
    public void What_the_broker_does_not_look_at_is_warned_of(string minimum, int factor, int brokers, bool warnsOfIsr, bool warnsOfBrokers)
    {
        var definition = new KafkaTopicDefinition { Name = "t", Partitions = 1, Config = new Dictionary<string, string> { ["min.insync.replicas"] = minimum } };
        Check(TopicPlanWarnings.For(definition, factor, new CreatableTopicResult(), brokers), warnsOfIsr, warnsOfBrokers);
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("1", false)]
    [InlineData(null, false)]
    public void The_brokers_own_minimum_counts_where_the_definition_has_none(string? minimum, bool warns)
    {
        var answer = new CreatableTopicResult { Configs = [new CreatableTopicConfigs { Name = "min.insync.replicas", Value = minimum }] };
        Check(TopicPlanWarnings.For(new KafkaTopicDefinition { Name = "t", Partitions = 1 }, 1, answer, 3), warns, false);
    }

    [Fact]
    public void An_answer_without_settings_is_no_reason_to_warn() =>
        Assert.Empty(TopicPlanWarnings.For(new KafkaTopicDefinition { Name = "t", Partitions = 1 }, 1, new CreatableTopicResult(), 3));

    private static void Check(List<string> warnings, bool ofIsr, bool ofBrokers)
    {
        Assert.Equal(ofIsr, warnings.Exists(warning => warning.Contains("acks=all", StringComparison.Ordinal)));
        Assert.Equal(ofBrokers, warnings.Exists(warning => warning.Contains("brokers are alive", StringComparison.Ordinal)));
        Assert.Equal((ofIsr ? 1 : 0) + (ofBrokers ? 1 : 0), warnings.Count);
    }
}
