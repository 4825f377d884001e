using System.Collections.Immutable;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Configs;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Controllers;

/// <summary>Creates topics. Source: Kafka's ReplicationControlManager.createTopics, whose checks, their order and words these are.</summary>
/// <param name="defaultPartitions">The brokers' <c>num.partitions</c>.</param>
/// <param name="defaultReplicas">The brokers' <c>default.replication.factor</c>.</param>
internal sealed class TopicCreation(int defaultPartitions, int defaultReplicas)
{
    /// <summary>Adds a topic.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topic">The topic to create.</param>
    /// <param name="existing">The cluster before the request: topics of one request don't collide with each other.</param>
    /// <param name="created">The new topic.</param>
    /// <returns>The cluster with it.</returns>
    /// <exception cref="KafkaException">It can't be created.</exception>
    public ClusterState Create(ClusterState cluster, CreatableTopic topic, ClusterState existing, out TopicState created)
    {
        CheckName(existing, topic.Name);
        var settings = Settings(topic);
        created = new TopicState(topic.Name, Guid.NewGuid(), topic.Assignments.Length > 0 ? Assigned(cluster, topic) : Placed(cluster, topic));
        var after = cluster.With(created);
        return settings.IsEmpty ? after : after.With(ConfigResource.Topic(topic.Name), settings);
    }

    /// <summary>A new partition on brokers.</summary>
    public static PartitionState NewPartition(ClusterState cluster, int index, int[] replicas)
    {
        var isr = Array.FindAll(replicas, cluster.IsLive);
        return new PartitionState { Index = index, Replicas = replicas, Isr = isr, Leader = isr[0] };
    }

    /// <summary>Refuses a list of brokers that no partition can have.</summary>
    public static void CheckReplicas(ClusterState cluster, IReadOnlyList<int> replicas, int? expected = null)
    {
        if (replicas.Count == 0)
        {
            throw BadAssignment("The manual partition assignment includes an empty replica list.");
        }

        var previous = -1;
        foreach (var id in replicas.Order())
        {
            if (!cluster.Brokers.ContainsKey(id))
            {
                throw BadAssignment($"The manual partition assignment includes broker {id}, but no such broker is registered.");
            }

            if (id == previous)
            {
                throw BadAssignment($"The manual partition assignment includes the broker {id} more than once.");
            }

            previous = id;
        }

        if (expected is { } count && replicas.Count != count)
        {
            throw BadAssignment($"The manual partition assignment includes a partition with {replicas.Count} replica(s), but this is not consistent with previous partitions, which have {count} replica(s).");
        }
    }

    private static void CheckName(ClusterState cluster, string name)
    {
        if (TopicNames.Problem(name) is { } problem)
        {
            throw new KafkaException(ErrorCode.InvalidTopicException, problem);
        }

        if (cluster.Topics.ContainsKey(name))
        {
            throw new KafkaException(ErrorCode.TopicAlreadyExists, $"Topic '{name}' already exists.");
        }

        var inMetrics = TopicNames.InMetrics(name);
        if (inMetrics.Contains('_', StringComparison.Ordinal) && cluster.Topics.Keys.FirstOrDefault(other => TopicNames.InMetrics(other) == inMetrics) is { } colliding)
        {
            throw new KafkaException(ErrorCode.InvalidTopicException, $"Topic '{name}' collides with existing topic: {colliding}");
        }
    }

    private static ImmutableDictionary<string, string> Settings(CreatableTopic topic)
    {
        foreach (var setting in topic.Configs)
        {
            if (setting.Value is null)
            {
                throw new KafkaException(ErrorCode.InvalidConfig, $"Null value not supported for topic configs: {setting.Name}");
            }
        }

        // Of a setting that stands there twice the last one holds, as in the brokers' map.
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in topic.Configs)
        {
            settings[setting.Name] = setting.Value!;
        }

        SettingValidator.CheckTopic(settings);
        return settings.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private PartitionState[] Placed(ClusterState cluster, CreatableTopic topic)
    {
        if (topic.ReplicationFactor is < -1 or 0)
        {
            throw new KafkaException(ErrorCode.InvalidReplicationFactor, "Replication factor must be larger than 0, or -1 to use the default value.");
        }

        if (topic.NumPartitions is < -1 or 0)
        {
            throw new KafkaException(ErrorCode.InvalidPartitions, "Number of partitions was set to an invalid non-positive value.");
        }

        var count = topic.NumPartitions == -1 ? defaultPartitions : topic.NumPartitions;
        var replicas = topic.ReplicationFactor == -1 ? defaultReplicas : topic.ReplicationFactor;
        return [.. ReplicaPlacer.Place(cluster, count, replicas, Random.Shared).Select((brokers, index) => NewPartition(cluster, index, brokers))];
    }

    private static PartitionState[] Assigned(ClusterState cluster, CreatableTopic topic)
    {
        if (topic.ReplicationFactor != -1)
        {
            throw new KafkaException(ErrorCode.InvalidRequest, "A manual partition assignment was specified, but replication factor was not set to -1.");
        }

        if (topic.NumPartitions != -1)
        {
            throw new KafkaException(ErrorCode.InvalidRequest, "A manual partition assignment was specified, but numPartitions was not set to -1.");
        }

        var partitions = new SortedDictionary<int, PartitionState>();
        int? expected = null;
        foreach (var assignment in topic.Assignments)
        {
            if (partitions.ContainsKey(assignment.PartitionIndex))
            {
                throw BadAssignment($"Found multiple manual partition assignments for partition {assignment.PartitionIndex}");
            }

            CheckReplicas(cluster, assignment.BrokerIds, expected);
            expected = assignment.BrokerIds.Length;
            if (!assignment.BrokerIds.Any(cluster.IsLive))
            {
                throw BadAssignment($"All brokers specified in the manual partition assignment for partition {assignment.PartitionIndex} are fenced or in controlled shutdown.");
            }

            partitions.Add(assignment.PartitionIndex, NewPartition(cluster, assignment.PartitionIndex, assignment.BrokerIds));
        }

        for (var index = 0; index < partitions.Count; index++)
        {
            if (!partitions.ContainsKey(index))
            {
                throw BadAssignment("partitions should be a consecutive 0-based integer sequence");
            }
        }

        return [.. partitions.Values];
    }

    private static KafkaException BadAssignment(string message) => new(ErrorCode.InvalidReplicaAssignment, message);
}
