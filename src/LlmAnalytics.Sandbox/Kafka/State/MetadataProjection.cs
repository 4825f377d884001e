using System.Collections.Immutable;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>The partitions of a topic as Metadata tells them, and what they were made of.</summary>
internal sealed record MetadataProjection(ImmutableSortedDictionary<int, BrokerState> Brokers, PartitionState[] Source, MetadataPartition[] Partitions)
{
    public static MetadataProjection Of(TopicState topic, ClusterState cluster) =>
        new(cluster.Brokers, topic.Partitions, Array.ConvertAll(topic.Partitions, partition => Describe(partition, cluster)));

    private static MetadataPartition Describe(PartitionState partition, ClusterState cluster) => new()
    {
        ErrorCode = partition.Leader == PartitionState.NoLeader ? ErrorCode.LeaderNotAvailable : ErrorCode.None,
        PartitionIndex = partition.Index,
        LeaderId = partition.Leader,
        LeaderEpoch = partition.LeaderEpoch,
        ReplicaNodes = partition.Replicas,
        IsrNodes = partition.Isr,
        OfflineReplicas = Array.TrueForAll(partition.Replicas, cluster.IsLive) ? [] : Array.FindAll(partition.Replicas, id => !cluster.IsLive(id)),
    };
}
