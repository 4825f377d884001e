using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Controllers;

/// <summary>
/// Gives partitions back to their preferred leaders. Source: Kafka's ReplicationControlManager.maybeBalancePartitionLeaders, which under KRaft minds no
/// <c>leader.imbalance.per.broker.percentage</c>.
/// </summary>
internal static class LeaderBalance
{
    /// <summary>The cluster with every partition led by its first replica, where that one is in sync.</summary>
    public static ClusterState Restore(ClusterState cluster)
    {
        var changed = cluster.Topics.Values
            .Where(topic => Array.Exists(topic.Partitions, IsElsewhere))
            .Select(topic => topic with { Partitions = Array.ConvertAll(topic.Partitions, partition => IsElsewhere(partition) ? Returned(partition) : partition) })
            .Select(topic => KeyValuePair.Create(topic.Name, topic))
            .ToList();
        return changed.Count == 0 ? cluster : cluster with { Topics = cluster.Topics.SetItems(changed) };
    }

    private static bool IsElsewhere(PartitionState partition) =>
        partition.Leader != PartitionState.NoLeader && partition.Leader != partition.Replicas[0] && partition.Isr.Contains(partition.Replicas[0]);

    private static PartitionState Returned(PartitionState partition) => partition with { Leader = partition.Replicas[0], LeaderEpoch = partition.LeaderEpoch + 1 };
}
