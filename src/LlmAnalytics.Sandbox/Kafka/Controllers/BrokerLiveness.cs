using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Controllers;

/// <summary>
/// What becomes of partitions when brokers go and come back. Source: Kafka's ReplicationControlManager and KIP-966: the last ones in sync are
/// remembered, and lead again as soon as one of them is back.
/// </summary>
internal static class BrokerLiveness
{
    /// <summary>The cluster with a broker fenced: it leads nothing and is in no ISR.</summary>
    public static ClusterState Fence(ClusterState cluster, int brokerId) => Set(cluster, brokerId, isFenced: true);

    /// <summary>The cluster with a broker back: in sync at once, since there is nothing to copy.</summary>
    public static ClusterState Unfence(ClusterState cluster, int brokerId) => Set(cluster, brokerId, isFenced: false);

    /// <summary>A partition as the live brokers make it.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="cluster">Tells which brokers live.</param>
    public static PartitionState Settle(PartitionState partition, ClusterState cluster)
    {
        var able = Array.FindAll(partition.Replicas, id => cluster.IsLive(id) && !partition.HeldOut.Contains(id));
        var keepers = partition.Isr.Length > 0 ? partition.Isr : partition.LastKnownIsr;
        var survivors = Array.FindAll(keepers, able.Contains);

        // Nobody in sync is left: who was last in sync waits, and nobody else may lead.
        if (survivors.Length == 0)
        {
            return partition.Isr.Length == 0 && partition.Leader == PartitionState.NoLeader
                ? partition
                : partition with { Isr = [], LastKnownIsr = keepers, Leader = PartitionState.NoLeader, LeaderEpoch = partition.LeaderEpoch + 1 };
        }

        var leader = survivors.Contains(partition.Leader) ? partition.Leader : partition.Replicas.First(survivors.Contains);
        var joining = able.Except(survivors);
        int[] isr = [.. survivors, .. joining];
        if (leader == partition.Leader && isr.AsSpan().SequenceEqual(partition.Isr))
        {
            return partition;
        }

        return partition with
        {
            Isr = isr,
            LastKnownIsr = [],
            Leader = leader,
            LeaderEpoch = leader == partition.Leader ? partition.LeaderEpoch : partition.LeaderEpoch + 1,
        };
    }

    private static ClusterState Set(ClusterState cluster, int brokerId, bool isFenced)
    {
        if (!cluster.Brokers.TryGetValue(brokerId, out var broker) || broker.IsFenced == isFenced)
        {
            return cluster;
        }

        var after = cluster with { Brokers = cluster.Brokers.SetItem(brokerId, broker with { IsFenced = isFenced }) };
        var changed = cluster.Topics.Values
            .Where(topic => Array.Exists(topic.Partitions, partition => partition.Replicas.Contains(brokerId)))
            .Select(topic => topic with { Partitions = Array.ConvertAll(topic.Partitions, partition => Settle(partition, after)) });
        return after with { Topics = after.Topics.SetItems(changed.Select(topic => KeyValuePair.Create(topic.Name, topic))) };
    }
}
