using LlmAnalytics.Infra.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Tests.Kafka.Topics.BrokerAnswers;

namespace LlmAnalytics.Infra.Tests.Kafka.Topics;

public sealed class PartitionHealthTests
{
    [Theory]
    [InlineData(new[] { 1, 2, 3 }, 2, "Healthy")]
    [InlineData(new[] { 1, 2 }, 1, "UnderReplicated")]
    [InlineData(new[] { 1, 2 }, 2, "AtMinIsr")]
    [InlineData(new[] { 1 }, 2, "UnderMinIsr")]
    [InlineData(new[] { 1, 2, 3 }, 3, "Healthy")] // at the minimum, but at full strength: nothing failed
    [InlineData(new[] { 1, 2, 3 }, 4, "UnderMinIsr")]
    [InlineData(new[] { 1 }, null, "UnderReplicated")]
    [InlineData(new[] { 1, 2, 3 }, null, "Healthy")]
    public void The_state_is_the_worst_that_applies(int[] isr, int? minimum, string state) =>
        Assert.Equal(state, new PartitionHealth(Partition([1, 2, 3], isr), null, minimum).ToRow().State);

    [Fact]
    public void A_partition_without_leader_is_offline_whatever_else_it_is()
    {
        var health = new PartitionHealth(Partition([1, 2, 3], [], leader: -1, offline: [1, 2, 3]), null, 2);
        Assert.Equal(new KafkaPartition(0, -1, "1,2,3", "", "1,2,3", "", "", "Offline"), health.ToRow());
        Assert.True(health.IsOffline && health.IsUnderMinIsr && health.IsUnderReplicated);
    }

    [Fact]
    public void Replicas_that_a_reassignment_adds_are_not_missing()
    {
        var moving = new OngoingPartitionReassignment { Replicas = [4, 1, 2, 3], AddingReplicas = [4], RemovingReplicas = [3] };
        var health = new PartitionHealth(Partition([4, 1, 2, 3], [1, 2, 3], index: 7), moving, 2);
        Assert.Equal((3, false, true), (health.ReplicationFactor, health.IsUnderReplicated, health.IsReassigning));
        Assert.Equal(new KafkaPartition(7, 1, "4,1,2,3", "1,2,3", "", "4", "3", "Healthy"), health.ToRow());
    }

    [Fact]
    public void Without_sight_of_the_reassignment_they_count_as_missing() =>
        Assert.Equal("UnderReplicated", new PartitionHealth(Partition([4, 1, 2, 3], [1, 2, 3]), null, 2).ToRow().State);

    [Fact]
    public void A_replica_that_is_missing_besides_those_being_added_counts()
    {
        var moving = new OngoingPartitionReassignment { AddingReplicas = [4] };
        var health = new PartitionHealth(Partition([4, 1, 2, 3], [1, 2]), moving, 2);
        Assert.True(health is { IsUnderReplicated: true, IsAtMinIsr: true, IsUnderMinIsr: false });
    }

    [Fact]
    public void A_partition_that_is_whole_in_its_old_place_is_not_at_the_minimum_while_it_moves() =>
        Assert.False(new PartitionHealth(Partition([4, 5, 1, 2], [1, 2]), new OngoingPartitionReassignment { AddingReplicas = [4, 5], RemovingReplicas = [1, 2] }, 2).IsAtMinIsr);
}
