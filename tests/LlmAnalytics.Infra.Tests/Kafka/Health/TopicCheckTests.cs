using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Tests.Kafka.Topics.BrokerAnswers;

namespace LlmAnalytics.Infra.Tests.Kafka.Health;

/// <summary>The catalog's topics and Kafka's own.</summary>
public sealed class TopicCheckTests
{
    [Fact]
    public void A_missing_topic_is_critical_and_the_command_that_makes_it_is_told()
    {
        var check = new SurveyBuilder().Without("llm-traces", ErrorCode.UnknownTopicOrPartition).Single(HealthChecks.ExpectedTopics);
        Assert.Equal(("Critical", "13", "14", "llm-traces", "New-LlmKafkaTopic llm-traces"), (check.Status, check.Observed, check.Expected, check.Target, check.Remedy));
    }

    [Fact]
    public void Where_all_are_missing_the_command_needs_no_names()
    {
        var empty = new SurveyBuilder();
        foreach (var topic in empty.Topics.Select(topic => topic.Name!).ToList())
        {
            empty.Without(topic, ErrorCode.UnknownTopicOrPartition);
        }

        Assert.Equal("New-LlmKafkaTopic", empty.Single(HealthChecks.ExpectedTopics).Remedy);
    }

    [Fact]
    public void A_topic_that_may_be_hidden_is_unknown_and_not_missing()
    {
        var checks = new SurveyBuilder().Without("llm-traces", ErrorCode.UnknownTopicOrPartition).Without("llm-events", ErrorCode.TopicAuthorizationFailed).Run(HealthChecks.ExpectedTopics);
        Assert.Equal([("Critical", "llm-traces", "12"), ("Unknown", "llm-events", null)], checks.Select(check => (check.Status, check.Target, check.Observed)));
    }

    [Fact]
    public void Drift_of_partitions_replicas_and_settings_warns_by_topic()
    {
        var cluster = new SurveyBuilder();
        cluster.Find("llm-traces").Partitions = SurveyBuilder.Topic("llm-traces", 3).Partitions;
        cluster.Find("llm-events").Partitions[5].ReplicaNodes = [1, 2];
        var config = cluster.Configs.Single(config => config.ResourceName == "llm-metrics");
        config.Configs = [.. config.Configs.Where(setting => setting.Name != "retention.ms"), Setting("retention.ms", "1")];
        var checks = cluster.Run(HealthChecks.TopicDrift).ToDictionary(check => check.Target!);
        Assert.Equal(["llm-events", "llm-metrics", "llm-traces"], checks.Keys.Order(StringComparer.Ordinal));
        Assert.All(checks.Values, check => Assert.Equal("Warning", check.Status));
        Assert.Contains("partitions", checks["llm-traces"].Observed, StringComparison.Ordinal);
        Assert.Contains("replication.factor", checks["llm-events"].Observed, StringComparison.Ordinal);
        Assert.Contains("retention.ms", checks["llm-metrics"].Observed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replica_that_is_being_added_is_no_drift()
    {
        var cluster = new SurveyBuilder();
        cluster.Find("llm-events").Partitions[0].ReplicaNodes = [1, 2, 3, 4];
        Assert.Equal("Warning", cluster.Single(HealthChecks.TopicDrift).Status);
        cluster.Reassignments = new(new ListPartitionReassignmentsResponse
        {
            Topics = [new OngoingTopicReassignment { Name = "llm-events", Partitions = [new OngoingPartitionReassignment { PartitionIndex = 0, AddingReplicas = [4] }] }],
        }, null);
        Assert.Equal("Passed", cluster.Single(HealthChecks.TopicDrift).Status);
    }

    [Fact]
    public void Missing_topics_do_not_drift() =>
        Assert.Equal("Passed", new SurveyBuilder().Without("llm-traces", ErrorCode.UnknownTopicOrPartition).Single(HealthChecks.TopicDrift).Status);

    [Fact]
    public void Settings_that_can_not_be_seen_are_unknown()
    {
        var cluster = new SurveyBuilder();
        cluster.Configs.Single(config => config.ResourceName == "llm-metrics").ErrorCode = ErrorCode.TopicAuthorizationFailed;
        var check = cluster.Single(HealthChecks.TopicDrift);
        Assert.Equal(("Unknown", "llm-metrics"), (check.Status, check.Target));
        Assert.Contains("DESCRIBE_CONFIGS", check.Message, StringComparison.Ordinal);

        cluster.ConfigFailure = "Nobody answered.";
        Assert.Contains("Nobody answered.", cluster.Single(HealthChecks.TopicDrift).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "Passed")]
    [InlineData(1, "Warning")]
    public void Kafkas_own_topics_need_their_replicas(int factor, string status)
    {
        int[] replicas = [.. Enumerable.Range(1, factor)];
        var cluster = new SurveyBuilder().With(new MetadataTopic { Name = "__consumer_offsets", IsInternal = true, Partitions = [Partition([1, 2, 3], [1, 2, 3]), Partition(replicas, replicas, index: 1)] });
        var check = cluster.Single(HealthChecks.InternalTopics);
        Assert.Equal((status, $"__consumer_offsets: {factor}"), (check.Status, check.Observed));
    }

    [Fact]
    public void A_single_broker_can_not_have_more_replicas()
    {
        var cluster = new SurveyBuilder().With(new MetadataTopic { Name = "__consumer_offsets", IsInternal = true, Partitions = [Partition([1], [1])] }, "1");
        cluster.Brokers.RemoveAll(broker => broker.Id != 1);
        Assert.Equal("Passed", cluster.Single(HealthChecks.InternalTopics).Status);
    }

    [Fact]
    public void Own_topics_that_may_not_be_seen_are_unknown()
    {
        var check = new SurveyBuilder { MayNotSeeInternalTopics = true }.Single(HealthChecks.InternalTopics);
        Assert.Equal(("Unknown", "__consumer_offsets"), (check.Status, check.Target));
        Assert.Contains("DESCRIBE", check.Message, StringComparison.Ordinal);
    }
}
