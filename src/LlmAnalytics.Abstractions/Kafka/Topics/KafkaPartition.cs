namespace LlmAnalytics;

/// <summary>One partition of a topic. Broker ids are joined with commas, in Kafka's order: the first replica is the preferred leader.</summary>
/// <param name="Partition">The partition's index, from 0.</param>
/// <param name="Leader">The leader's broker id; -1 where there is no leader: the partition is offline.</param>
/// <param name="Replicas">The assigned replicas: <c>1,2,3</c>.</param>
/// <param name="Isr">The in-sync replicas.</param>
/// <param name="OfflineReplicas">Replicas on brokers or log directories that are down; empty where there are none.</param>
/// <param name="AddingReplicas">Replicas that a reassignment is adding; empty where there are none.</param>
/// <param name="RemovingReplicas">Replicas that a reassignment is removing; empty where there are none.</param>
/// <param name="State"><c>Healthy</c>, <c>UnderReplicated</c>, <c>AtMinIsr</c>, <c>UnderMinIsr</c> or <c>Offline</c>: the worst that applies.</param>
public sealed record KafkaPartition(
    int Partition, int Leader, string Replicas, string Isr, string OfflineReplicas, string AddingReplicas, string RemovingReplicas, string State)
{
    /// <summary>The partition in one phrase.</summary>
    public override string ToString() => $"{Partition}: leader {Leader}, replicas {Replicas}, isr {Isr}, {State}";
}
