using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>
/// What a partition's replicas say of its health. Under-replicated: the ISR lacks a replica other than those that a reassignment is adding, as Kafka's own
/// tool counts it. Offline: no leader. Under min ISR: fewer in sync than <c>min.insync.replicas</c>, so acks=all is refused. At min ISR: just as many, and
/// fewer than there should be.
/// </summary>
internal sealed class PartitionHealth(MetadataPartition partition, OngoingPartitionReassignment? reassignment, int? minInSyncReplicas)
{
    public bool IsReassigning => reassignment is not null;

    /// <summary>Replicas that the partition has apart from those that are being added; while one moves, those it is to have.</summary>
    public int ReplicationFactor => partition.ReplicaNodes.Except(Adding).Count();

    public bool IsOffline => partition.LeaderId < 0;

    public bool IsUnderReplicated => partition.ReplicaNodes.Except(Adding).Except(partition.IsrNodes).Any();

    public bool IsUnderMinIsr => partition.IsrNodes.Length < minInSyncReplicas;

    public bool IsAtMinIsr => partition.IsrNodes.Length == minInSyncReplicas && partition.IsrNodes.Length < ReplicationFactor;

    private int[] Adding => reassignment?.AddingReplicas ?? [];

    private string State => this switch
    {
        { IsOffline: true } => "Offline",
        { IsUnderMinIsr: true } => "UnderMinIsr",
        { IsAtMinIsr: true } => "AtMinIsr",
        { IsUnderReplicated: true } => "UnderReplicated",
        _ => "Healthy",
    };

    public KafkaPartition ToRow() => new(
        partition.PartitionIndex,
        partition.LeaderId,
        Join(partition.ReplicaNodes),
        Join(partition.IsrNodes),
        Join(partition.OfflineReplicas),
        Join(Adding),
        Join(reassignment?.RemovingReplicas ?? []),
        State);

    private static string Join(int[] ids) => string.Join(',', ids);
}
