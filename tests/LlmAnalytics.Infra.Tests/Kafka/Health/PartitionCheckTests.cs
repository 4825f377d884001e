using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Tests.Kafka.Topics.BrokerAnswers;

namespace LlmAnalytics.Infra.Tests.Kafka.Health;

/// <summary>Leaders, replicas, reassignments and balance.</summary>
public sealed class PartitionCheckTests
{
    private static readonly string[] All = [HealthChecks.OfflinePartitions, HealthChecks.UnderMinIsr, HealthChecks.AtMinIsr, HealthChecks.UnderReplicated];

    /// <summary>Each fault is found by the checks that it concerns, on that partition, and by no other.</summary>
    [Theory]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 2, 3 }, 1, "2")]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 3 }, 1, "1", HealthChecks.UnderReplicated)]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 3 }, 1, "2", HealthChecks.AtMinIsr, HealthChecks.UnderReplicated)]
    [InlineData(new[] { 1, 2, 3 }, new[] { 3 }, 3, "2", HealthChecks.UnderMinIsr, HealthChecks.UnderReplicated)]
    [InlineData(new[] { 2 }, new int[0], -1, "1", HealthChecks.OfflinePartitions, HealthChecks.UnderMinIsr, HealthChecks.UnderReplicated)]
    [InlineData(new[] { 1 }, new[] { 1 }, 1, "1")]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2 }, 1, "2")]
    public void A_partition_is_judged(int[] replicas, int[] isr, int leader, string minIsr, params string[] expected)
    {
        var health = new SurveyBuilder().With(new MetadataTopic { Name = "other", Partitions = [Partition(replicas, isr, leader, index: 7)] }, minIsr).Judge(new HealthQuery { Include = All });
        var failed = health.Checks.Where(check => check.Status != "Passed").ToList();
        Assert.Equal(expected, failed.Select(check => check.Name));
        Assert.All(failed, check => Assert.Equal(("other-7", "1", "0"), (check.Target, check.Observed, check.Expected)));
        Assert.Equal(
            All.Select(name => expected.Contains(name) ? 1 : 0),
            new int?[] { health.OfflinePartitions, health.UnderMinIsrPartitions, health.AtMinIsrPartitions, health.UnderReplicatedPartitions }.Select(count => count ?? -1));
    }

    [Theory]
    [InlineData(HealthChecks.OfflinePartitions, "Critical")]
    [InlineData(HealthChecks.UnderMinIsr, "Critical")]
    [InlineData(HealthChecks.UnderReplicated, "Warning")]
    public void What_loses_service_is_critical(string check, string status) =>
        Assert.Equal(status, new SurveyBuilder().With(new MetadataTopic { Name = "other", Partitions = [Partition([2], [], -1)] }, "1").Single(check).Status);

    [Fact]
    public void Being_at_min_isr_warns() =>
        Assert.Equal("Warning", new SurveyBuilder().With(new MetadataTopic { Name = "other", Partitions = [Partition([1, 2, 3], [1, 2])] }).Single(HealthChecks.AtMinIsr).Status);

    [Fact]
    public void Many_partitions_are_counted_and_the_first_ones_named()
    {
        var check = new SurveyBuilder().With(new MetadataTopic { Name = "other", Partitions = [.. Enumerable.Range(0, 30).Select(index => Partition([2], [], -1, index))] }, "1").Single(HealthChecks.OfflinePartitions);
        Assert.Equal("30", check.Observed);
        Assert.EndsWith("other-19 and 10 more", check.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_whose_minimum_can_not_be_seen_makes_only_the_checks_that_need_it_unknown()
    {
        var cluster = new SurveyBuilder();
        cluster.Topics.Add(Topic("secret", 1));
        var health = cluster.Judge(new HealthQuery { Include = All });
        Assert.Equal([HealthChecks.UnderMinIsr, HealthChecks.AtMinIsr], health.Checks.Where(check => check.Status == "Unknown").Select(check => check.Name));
        Assert.All(health.Checks.Where(check => check.Status == "Unknown"), check => Assert.Equal("secret", check.Target));
    }

    [Fact]
    public void A_fault_is_told_although_other_topics_are_hidden()
    {
        var cluster = new SurveyBuilder().With(new MetadataTopic { Name = "other", Partitions = [Partition([2], [], -1)] }).Without("llm-events", ErrorCode.TopicAuthorizationFailed);
        Assert.Equal(["Critical", "Unknown"], cluster.Run(HealthChecks.OfflinePartitions).Select(check => check.Status));
    }

    [Fact]
    public void Replicas_that_a_reassignment_adds_are_no_fault_and_the_reassignment_is_told()
    {
        var cluster = new SurveyBuilder().With(new MetadataTopic { Name = "moving", Partitions = [Partition([1, 3, 2], [1, 2], index: 4)] });
        Assert.Equal("Warning", cluster.Single(HealthChecks.UnderReplicated).Status);
        cluster.Reassignments = Moving("moving", 4, adding: [3], removing: [2]);
        Assert.All(All, check => Assert.Equal("Passed", cluster.Single(check).Status));
        var told = cluster.Single(HealthChecks.Reassignments);
        Assert.Equal(("Passed", "1", "moving-4"), (told.Status, told.Observed, told.Target));
    }

    [Fact]
    public void A_replica_that_is_missing_beside_those_being_added_is_a_fault()
    {
        var cluster = new SurveyBuilder().With(new MetadataTopic { Name = "moving", Partitions = [Partition([1, 3, 2], [1])] }, "1");
        cluster.Reassignments = Moving("moving", 0, adding: [3], removing: []);
        Assert.Equal("moving-0", cluster.Single(HealthChecks.UnderReplicated).Target);
    }

    [Theory]
    [InlineData(ErrorCode.ClusterAuthorizationFailed, "DESCRIBE on the cluster")]
    [InlineData(ErrorCode.RequestTimedOut, "REQUEST_TIMED_OUT")]
    public void Reassignments_that_are_not_told_are_unknown(ErrorCode code, string said)
    {
        var cluster = new SurveyBuilder { Reassignments = new(new ListPartitionReassignmentsResponse { ErrorCode = code }, null) };
        var check = cluster.Single(HealthChecks.Reassignments);
        Assert.Equal("Unknown", check.Status);
        Assert.Contains(said, check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "Passed")]
    [InlineData(11, "Warning")]
    public void Leaders_off_their_preferred_replica_warn_over_ten_percent(int off, string status)
    {
        var cluster = new SurveyBuilder();
        cluster.Topics.Clear();
        cluster.With(new MetadataTopic { Name = "other", Partitions = [.. Enumerable.Range(0, 100).Select(index => Partition([1, 2, 3], [1, 2, 3], leader: index < off ? 2 : 1, index))] });
        var check = cluster.Single(HealthChecks.PreferredLeaders);
        Assert.Equal((status, $"{off}"), (check.Status, check.Observed));
    }

    [Fact]
    public void Leaders_that_a_dead_broker_lost_are_not_off_their_preferred_replica()
    {
        var cluster = new SurveyBuilder().With(SurveyBuilder.Silent(1));
        cluster.With(new MetadataTopic { Name = "other", Partitions = [Partition([1, 2, 3], [2, 3], leader: 2)] });
        Assert.Equal("0", cluster.Single(HealthChecks.PreferredLeaders).Observed);
    }

    [Theory]
    [InlineData(30, "Passed")]
    [InlineData(29, "Warning")]
    public void Skew_warns_above_the_threshold(int maxPercent, string status)
    {
        // Leaders 26, 20, 14: the mean is 20, two brokers are off by 30 %.
        int[] leaders = [.. Enumerable.Repeat(1, 26), .. Enumerable.Repeat(2, 20), .. Enumerable.Repeat(3, 14)];
        var cluster = new SurveyBuilder();
        cluster.Topics.Clear();
        cluster.With(new MetadataTopic { Name = "other", Partitions = [.. leaders.Select((leader, index) => Partition([1, 2, 3], [1, 2, 3], leader, index))] });
        var check = cluster.Single(HealthChecks.Balance, new HealthQuery { MaxSkewPercent = maxPercent });
        Assert.Equal((status, status == "Passed" ? null : "broker 1, broker 3"), (check.Status, check.Target));
    }

    [Fact]
    public void Replicas_are_weighed_too_and_a_broker_without_any_counts()
    {
        var cluster = new SurveyBuilder();
        cluster.Topics.Clear();
        cluster.With(new MetadataTopic { Name = "other", Partitions = [.. Enumerable.Range(0, 40).Select(index => Partition([1, 2], [1, 2], (index % 2) + 1, index))] });
        Assert.Contains("broker 3 has 0 replicas", cluster.Single(HealthChecks.Balance).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handful_of_partitions_is_never_skewed()
    {
        var cluster = new SurveyBuilder();
        cluster.Topics.Clear();
        cluster.With(new MetadataTopic { Name = "other", Partitions = [.. Enumerable.Range(0, 9).Select(index => Partition([1], [1], 1, index))] }, "1");
        Assert.Equal("Passed", cluster.Single(HealthChecks.Balance).Status);
    }

    private static LlmAnalytics.Infra.Kafka.Health.Part<ListPartitionReassignmentsResponse> Moving(string topic, int partition, int[] adding, int[] removing) => new(
        new ListPartitionReassignmentsResponse
        {
            Topics = [new OngoingTopicReassignment { Name = topic, Partitions = [new OngoingPartitionReassignment { PartitionIndex = partition, AddingReplicas = adding, RemovingReplicas = removing }] }],
        }, null);
}
