using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells partitions a page at a time, with eligible leader replicas. Source: Kafka's DescribeTopicPartitionsRequestHandler.java.</summary>
internal static class DescribeTopicPartitionsHandler
{
    // Kafka's max.request.partition.size.limit.
    private const int MaxPartitions = 2000;

    public static DescribeTopicPartitionsResponse Handle(RequestContext context, DescribeTopicPartitionsRequest request)
    {
        var cluster = context.Cluster;
        var isAll = request.Topics.Length == 0;
        var names = (isAll ? cluster.Topics.Keys : request.Topics.Select(topic => topic.Name))
            .Distinct(StringComparer.Ordinal)
            .Where(name => request.Cursor is null || string.CompareOrdinal(name, request.Cursor.TopicName) >= 0)
            .Order(StringComparer.Ordinal);
        var left = Math.Min(request.ResponsePartitionLimit, MaxPartitions);
        var topics = new List<DescribedTopic>();
        foreach (var name in names)
        {
            if (!context.May(AclOperation.Describe, AclResourceType.Topic, name))
            {
                if (!isAll)
                {
                    topics.Add(new DescribedTopic { Name = name, ErrorCode = ErrorCode.TopicAuthorizationFailed, IsInternal = TopicNames.IsInternal(name) });
                }

                continue;
            }

            if (cluster.Topic(name) is not { } topic)
            {
                var error = TopicNames.Problem(name) is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.InvalidTopicException;
                topics.Add(new DescribedTopic { Name = name, ErrorCode = error, IsInternal = TopicNames.IsInternal(name), TopicAuthorizedOperations = context.Operations(AclResourceType.Topic, name) });
                continue;
            }

            var first = request.Cursor is { } cursor && cursor.TopicName == name ? cursor.PartitionIndex : 0;
            var count = Math.Min(left, topic.Partitions.Length - first);
            if (count <= 0)
            {
                return Page(topics, name, first);
            }

            topics.Add(Describe(context, topic, first, count));
            left -= count;
            if (first + count < topic.Partitions.Length)
            {
                return Page(topics, name, first + count);
            }
        }

        return new DescribeTopicPartitionsResponse { Topics = [.. topics] };
    }

    private static DescribeTopicPartitionsResponse Page(List<DescribedTopic> topics, string next, int partition) => new()
    {
        Topics = [.. topics],
        NextCursor = new TopicPartitionsCursor { TopicName = next, PartitionIndex = partition },
    };

    private static DescribedTopic Describe(RequestContext context, TopicState topic, int first, int count) => new()
    {
        Name = topic.Name,
        TopicId = topic.Id,
        IsInternal = topic.IsInternal,
        TopicAuthorizedOperations = context.Operations(AclResourceType.Topic, topic.Name),
        Partitions = [.. topic.Describe(context.Cluster).Skip(first).Take(count).Select(partition => new DescribedPartition
        {
            ErrorCode = partition.ErrorCode,
            PartitionIndex = partition.PartitionIndex,
            LeaderId = partition.LeaderId,
            LeaderEpoch = partition.LeaderEpoch,
            ReplicaNodes = partition.ReplicaNodes,
            IsrNodes = partition.IsrNodes,
            EligibleLeaderReplicas = topic.Partitions[partition.PartitionIndex].LastKnownIsr,
            LastKnownElr = [],
            OfflineReplicas = partition.OfflineReplicas,
        })],
    };
}
