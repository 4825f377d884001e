using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Tests.Kafka.Health;

/// <summary>The controllers, and whether the brokers agree.</summary>
public sealed class QuorumCheckTests
{
    private const long Now = 1_000_000;

    [Theory]
    [InlineData(10_000, "Passed")]
    [InlineData(10_001, "Critical")]
    public void A_voter_is_behind_by_the_time_since_it_was_level(long behindMs, string status)
    {
        var check = Judge(3, (3, 500, Now), (1, 500, Now), (2, 500, Now - behindMs));
        Assert.Equal((status, status == "Passed" ? null : "node 2"), (check.Status, check.Target));
    }

    [Fact]
    public void A_leader_that_was_just_elected_has_voters_that_never_fetched() =>
        Assert.Equal("node 2", Judge(3, (3, 500, Now), (1, 500, Now), (2, -1, -1)).Target);

    [Theory]
    [InlineData(1000, "Passed")]
    [InlineData(1001, "Critical")]
    public void Without_timestamps_the_records_count(long behind, string status) =>
        Assert.Equal(status, Judge(1, (1, 5000, -1), (2, 5000, -1), (3, 5000 - behind, -1)).Status);

    [Fact]
    public void Where_another_voter_can_still_be_lost_it_is_a_warning()
    {
        var check = Judge(1, (1, 9, Now), (2, 9, Now), (3, 9, Now), (4, 9, Now), (5, 9, 0));
        Assert.Equal("Warning", check.Status);
        Assert.DoesNotContain("One more", check.Message, StringComparison.Ordinal);
        Assert.Equal("Critical", Judge(1, (1, 9, Now), (2, 9, Now), (3, 9, Now), (4, 9, 0), (5, 9, 0)).Status);
    }

    [Fact]
    public void A_single_controller_is_no_fault() => Assert.Equal("Passed", Judge(1, (1, 9, Now)).Status);

    [Fact]
    public void No_leader_is_critical() => Assert.Equal(("Critical", "no leader"), Observed(Judge(-1, (1, 9, Now), (2, 9, Now))));

    [Fact]
    public void The_lag_of_each_voter_is_shown() =>
        Assert.Equal("leader 1; lag of voters 1: 0, 2: 3, 3: 0", Judge(1, (1, 100, Now), (2, 97, Now), (3, 100, Now)).Observed);

    [Theory]
    [InlineData(ErrorCode.ClusterAuthorizationFailed, "lacks DESCRIBE on the cluster")]
    [InlineData(ErrorCode.NotLeaderOrFollower, "NOT_LEADER_OR_FOLLOWER")]
    public void A_refusal_is_unknown(ErrorCode code, string said)
    {
        var check = new SurveyBuilder { Quorum = new(new DescribeQuorumResponse { ErrorCode = code }, null) }.Single(HealthChecks.Quorum);
        Assert.Equal("Unknown", check.Status);
        Assert.Contains(said, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_without_the_partition_or_with_its_error_is_unknown()
    {
        Assert.Equal("Unknown", new SurveyBuilder { Quorum = new(new DescribeQuorumResponse(), null) }.Single(HealthChecks.Quorum).Status);
        var quorum = SurveyBuilder.Quorate(1, (1, 9, Now));
        quorum.Topics[0].Partitions[0].ErrorCode = ErrorCode.UnknownServerError;
        Assert.Contains("UNKNOWN_SERVER_ERROR", new SurveyBuilder { Quorum = new(quorum, null) }.Single(HealthChecks.Quorum).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_is_unknown_with_its_cause() =>
        Assert.Contains("Nobody answered.", new SurveyBuilder { Quorum = new(null, "Nobody answered.") }.Single(HealthChecks.Quorum).Message, StringComparison.Ordinal);

    [Fact]
    public void A_broker_that_shows_another_leader_or_fewer_brokers_is_named()
    {
        var cluster = new SurveyBuilder();
        foreach (var broker in cluster.Brokers)
        {
            broker.Metadata!.Topics = [SurveyBuilder.Topic("topic", 3)];
        }

        cluster.Brokers[1].Metadata!.Topics[0].Partitions[2].LeaderId = 9;
        cluster.Brokers[1].Metadata!.Brokers = [.. cluster.Brokers[1].Metadata!.Brokers.Take(2)];
        var check = cluster.Single(HealthChecks.Metadata);
        Assert.Equal(("Warning", "broker 2 (127.0.0.1:9092)"), (check.Status, check.Target));
        Assert.Contains("2 brokers against 3, 1 topic against 1, 1 partition with another leader", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_in_which_brokers_tell_does_not_matter()
    {
        var cluster = new SurveyBuilder();
        cluster.Brokers[0].Metadata!.Topics = [SurveyBuilder.Topic("a", 3), SurveyBuilder.Topic("b", 3)];
        cluster.Brokers[1].Metadata!.Topics = [SurveyBuilder.Topic("b", 3), SurveyBuilder.Topic("a", 3)];
        cluster.Brokers[2].Metadata!.Topics = cluster.Brokers[0].Metadata!.Topics;
        Array.Reverse(cluster.Brokers[1].Metadata!.Brokers);
        Array.Reverse(cluster.Brokers[1].Metadata!.Topics[0].Partitions);
        Assert.Equal("Passed", cluster.Single(HealthChecks.Metadata).Status);
    }

    [Fact]
    public void A_broker_that_does_not_tell_its_metadata_is_unknown()
    {
        var cluster = new SurveyBuilder();
        cluster.Brokers[2].Metadata = null;
        Assert.Equal(("Unknown", "broker 3 (127.0.0.1:9093)"), (cluster.Single(HealthChecks.Metadata).Status, cluster.Single(HealthChecks.Metadata).Target));
    }

    private static HealthCheck Judge(int leader, params (int Id, long EndOffset, long CaughtUpAt)[] voters) =>
        new SurveyBuilder { Quorum = new(SurveyBuilder.Quorate(leader, voters), null) }.Single(HealthChecks.Quorum);

    private static (string Status, string? Observed) Observed(HealthCheck check) => (check.Status, check.Observed);
}
