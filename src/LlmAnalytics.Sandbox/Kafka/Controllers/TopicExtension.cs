using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Controllers;

/// <summary>Adds partitions to topics. Source: Kafka's ReplicationControlManager.createPartitions.</summary>
internal static class TopicExtension
{
    /// <summary>Raises a topic's number of partitions.</summary>
    /// <exception cref="KafkaException">It can't be.</exception>
    public static ClusterState Extend(ClusterState cluster, CreatePartitionsTopic request)
    {
        var topic = cluster.Topic(request.Name) ?? throw new KafkaException(ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");
        var count = topic.Partitions.Length;
        if (request.Count == count)
        {
            throw new KafkaException(ErrorCode.InvalidPartitions, $"Topic already has {count} partition(s).");
        }

        if (request.Count < count)
        {
            throw new KafkaException(ErrorCode.InvalidPartitions, $"The topic {topic.Name} currently has {count} partition(s); {request.Count} would not be an increase.");
        }

        var added = request.Count - count;
        var replicas = topic.Partitions[0].Replicas.Length;
        var placed = request.Assignments is { } assignments ? Assigned(cluster, assignments, added, replicas) : ReplicaPlacer.Place(cluster, added, replicas, Random.Shared);
        var partitions = placed.Select((brokers, index) => TopicCreation.NewPartition(cluster, count + index, brokers));
        return cluster.With(topic with { Partitions = [.. topic.Partitions, .. partitions] });
    }

    private static int[][] Assigned(ClusterState cluster, CreatePartitionsAssignment[] assignments, int added, int replicas)
    {
        if (assignments.Length != added)
        {
            throw new KafkaException(ErrorCode.InvalidReplicaAssignment,
                $"Attempted to add {added} additional partition(s), but only {assignments.Length} assignment(s) were specified.");
        }

        foreach (var assignment in assignments)
        {
            TopicCreation.CheckReplicas(cluster, assignment.BrokerIds, replicas);
            if (!assignment.BrokerIds.Any(cluster.IsLive))
            {
                throw new KafkaException(ErrorCode.InvalidReplicaAssignment, "All brokers specified in the manual partition assignment for partition 0 are fenced or in controlled shutdown.");
            }
        }

        return Array.ConvertAll(assignments, assignment => assignment.BrokerIds);
    }
}
