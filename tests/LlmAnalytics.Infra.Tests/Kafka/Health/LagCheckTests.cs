using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Tests.Kafka.Topics.BrokerAnswers;

namespace LlmAnalytics.Infra.Tests.Kafka.Health;

/// <summary>How far groups are behind, and what is no lag.</summary>
public sealed class LagCheckTests
{
    [Fact]
    public void Without_groups_it_passes() => Assert.Equal(("Passed", "no groups"), Seen(new SurveyBuilder().Single(HealthChecks.ConsumerLag)));

    [Theory]
    [InlineData(100, "Passed")]
    [InlineData(99, "Warning")]
    public void The_lag_of_all_partitions_counts_above_the_threshold(long maxLag, string status)
    {
        var cluster = Group("billing", ("llm-events", 0, 40), ("llm-events", 1, 60));
        Ends(cluster, ("llm-events", 0, 100), ("llm-events", 1, 100));
        var check = cluster.Single(HealthChecks.ConsumerLag, new HealthQuery { MaxLag = maxLag });
        Assert.Equal((status, status == "Passed" ? "at most 100" : "billing: 100"), Seen(check));
    }

    [Fact]
    public void A_commit_beyond_the_end_is_no_negative_lag()
    {
        var cluster = Group("billing", ("llm-events", 0, 200), ("llm-events", 1, 90));
        Ends(cluster, ("llm-events", 0, 100), ("llm-events", 1, 100));
        Assert.Equal("at most 10", cluster.Single(HealthChecks.ConsumerLag).Observed);
    }

    [Fact]
    public void Partitions_without_a_commit_are_unknown_and_no_lag()
    {
        var cluster = Group("billing", ("llm-events", 0, 90), ("llm-events", 1, -1));
        Ends(cluster, ("llm-events", 0, 100), ("llm-events", 1, 1_000_000));
        var check = cluster.Single(HealthChecks.ConsumerLag);
        Assert.Equal(("Unknown", "billing"), (check.Status, check.Target));
        Assert.Contains("1 partition without a commit", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_at_work_that_committed_nothing_is_unknown()
    {
        Assert.Contains("committed nothing", Group("billing").Single(HealthChecks.ConsumerLag).Message, StringComparison.Ordinal);
        var empty = Group("billing");
        empty.Brokers[0].Groups!.Groups[0].GroupState = "Empty";
        Assert.Equal("Passed", empty.Single(HealthChecks.ConsumerLag).Status);
    }

    [Fact]
    public void A_partition_without_an_end_is_unknown_beside_the_lag_of_the_others()
    {
        var cluster = Group("billing", ("llm-events", 0, 10), ("llm-events", 1, 10));
        Ends(cluster, ("llm-events", 0, 100));
        cluster.Brokers[0].EndOffsets!.Topics = [.. cluster.Brokers[0].EndOffsets!.Topics, End("llm-events", 1, -1, ErrorCode.NotLeaderOrFollower)];
        var checks = cluster.Run(HealthChecks.ConsumerLag, new HealthQuery { MaxLag = 50 });
        Assert.Equal(["Warning", "Unknown"], checks.Select(check => check.Status));
        Assert.Equal("billing: 90", checks[0].Observed);
        Assert.Contains("1 partition without a leader", checks[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorCode.GroupAuthorizationFailed, "lacks DESCRIBE on the group")]
    [InlineData(ErrorCode.CoordinatorLoadInProgress, "COORDINATOR_LOAD_IN_PROGRESS")]
    public void An_error_of_the_group_is_unknown_with_its_cause(ErrorCode code, string said)
    {
        var cluster = Group("billing");
        cluster.Brokers[0].Offsets!.Groups[0].ErrorCode = code;
        Assert.Contains(said, cluster.Single(HealthChecks.ConsumerLag).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_coordinator_that_tells_no_offsets_is_unknown_with_its_cause()
    {
        var cluster = Group("billing");
        cluster.Brokers[0].Offsets = null;
        cluster.Brokers[0].Failures[ApiKey.OffsetFetch] = "It froze.";
        Assert.Contains("billing (It froze.)", cluster.Single(HealthChecks.ConsumerLag).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Share_groups_and_groups_of_connectors_are_no_consumers()
    {
        var cluster = Group("billing");
        cluster.Brokers[0].Groups!.Groups[0].GroupType = "share";
        Assert.Equal("no groups", cluster.Single(HealthChecks.ConsumerLag).Observed);
        cluster.Brokers[0].Groups!.Groups[0].GroupType = "classic";
        cluster.Brokers[0].Groups!.Groups[0].ProtocolType = "connect";
        Assert.Equal("no groups", cluster.Single(HealthChecks.ConsumerLag).Observed);
    }

    [Fact]
    public void The_groups_of_a_silent_broker_are_unknown_until_the_cluster_has_given_it_up()
    {
        var check = new SurveyBuilder().With(SurveyBuilder.Silent(2)).Single(HealthChecks.ConsumerLag);
        Assert.Equal(("Unknown", "broker 2 (127.0.0.1:9092)"), (check.Status, check.Target));
        Assert.Equal("Passed", new SurveyBuilder().With(SurveyBuilder.Silent(2, isInMetadata: false, fenced: true)).Single(HealthChecks.ConsumerLag).Status);
    }

    [Fact]
    public void Groups_whose_coordinator_is_gone_for_good_are_unknown()
    {
        var cluster = new SurveyBuilder().With(new MetadataTopic { Name = "__consumer_offsets", IsInternal = true, Partitions = [Partition([2], [], -1)] });
        var check = cluster.Single(HealthChecks.ConsumerLag);
        Assert.Equal(("Unknown", "__consumer_offsets"), (check.Status, check.Target));
    }

    [Theory]
    [InlineData(ErrorCode.CoordinatorLoadInProgress, "COORDINATOR_LOAD_IN_PROGRESS")]
    [InlineData(ErrorCode.GroupAuthorizationFailed, "lacks DESCRIBE on the groups")]
    public void A_broker_that_does_not_list_its_groups_is_unknown(ErrorCode code, string said)
    {
        var cluster = new SurveyBuilder();
        cluster.Brokers[2].Groups!.ErrorCode = code;
        Assert.Contains(said, cluster.Single(HealthChecks.ConsumerLag).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_DESCRIBE_on_the_cluster_the_list_may_be_short()
    {
        const int describe = 1 << 8;
        Assert.Contains("lacks DESCRIBE on the cluster", new SurveyBuilder { Operations = ~describe }.Single(HealthChecks.ConsumerLag).Message, StringComparison.Ordinal);
        Assert.Equal("Passed", new SurveyBuilder { Operations = describe }.Single(HealthChecks.ConsumerLag).Status);
        Assert.Equal("Passed", new SurveyBuilder { Operations = null }.Single(HealthChecks.ConsumerLag).Status);
    }

    /// <summary>A group at work, coordinated by broker 1.</summary>
    private static SurveyBuilder Group(string id, params (string Topic, int Partition, long Committed)[] commits)
    {
        var cluster = new SurveyBuilder();
        cluster.Brokers[0].Groups = new ListGroupsResponse { Groups = [new ListedGroup { GroupId = id, ProtocolType = "consumer", GroupState = "Stable", GroupType = "classic" }] };
        cluster.Brokers[0].Offsets = new OffsetFetchResponse
        {
            Groups =
            [
                new OffsetFetchResponseGroup
                {
                    GroupId = id,
                    Topics = [.. commits.GroupBy(commit => commit.Topic).Select(topic => new OffsetFetchResponseTopics
                    {
                        Name = topic.Key,
                        Partitions = [.. topic.Select(commit => new OffsetFetchResponsePartitions { PartitionIndex = commit.Partition, CommittedOffset = commit.Committed })],
                    })],
                },
            ],
        };
        return cluster;
    }

    private static void Ends(SurveyBuilder cluster, params (string Topic, int Partition, long Offset)[] ends) =>
        cluster.Brokers[0].EndOffsets = new ListOffsetsResponse { Topics = [.. ends.Select(end => End(end.Topic, end.Partition, end.Offset))] };

    private static ListOffsetsTopicResponse End(string topic, int partition, long offset, ErrorCode code = ErrorCode.None) =>
        new() { Name = topic, Partitions = [new ListOffsetsPartitionResponse { PartitionIndex = partition, Offset = offset, ErrorCode = code }] };

    private static (string Status, string? Observed) Seen(HealthCheck check) => (check.Status, check.Observed);
}
