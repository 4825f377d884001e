using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Groups;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Offsets that groups store.</summary>
internal static class OffsetHandlers
{
    // Kafka's offset.metadata.max.bytes.
    private const int MaxMetadata = 4096;

    public static OffsetCommitResponse Commit(RequestContext context, OffsetCommitRequest request)
    {
        var refusal = GroupAccess.Try(() =>
        {
            GroupAccess.Check(context, AclOperation.Read, request.GroupId);
            if (context.Services.Groups.Find(request.GroupId) is { } group)
            {
                group.CheckCommit(request.MemberId, request.GroupInstanceId, request.GenerationIdOrMemberEpoch);
            }
            else if (request.GenerationIdOrMemberEpoch >= 0)
            {
                throw new KafkaException(ErrorCode.IllegalGeneration);
            }
        });
        return new OffsetCommitResponse
        {
            Topics = [.. request.Topics.Select(topic => new OffsetCommitResponseTopic
            {
                Name = topic.Name,
                Partitions = [.. topic.Partitions.Select(partition => new OffsetCommitResponsePartition
                {
                    PartitionIndex = partition.PartitionIndex,
                    ErrorCode = Commit(context, request.GroupId, topic.Name, partition, refusal),
                })],
            })],
        };
    }

    public static OffsetFetchResponse Fetch(RequestContext context, OffsetFetchRequest request)
    {
        if (context.Version >= 8)
        {
            return new OffsetFetchResponse { Groups = [.. request.Groups.Select(group => Fetch(context, group.GroupId, group.Topics))] };
        }

        var one = Fetch(context, request.GroupId, request.Topics);
        return new OffsetFetchResponse { Topics = one.Topics, ErrorCode = one.ErrorCode };
    }

    private static ErrorCode Commit(RequestContext context, string groupId, string topic, OffsetCommitRequestPartition partition, ErrorCode refusal)
    {
        if (refusal == ErrorCode.GroupAuthorizationFailed)
        {
            return refusal;
        }

        if (!context.May(AclOperation.Read, AclResourceType.Topic, topic))
        {
            return ErrorCode.TopicAuthorizationFailed;
        }

        if (context.Cluster.Partition(topic, partition.PartitionIndex) is null)
        {
            return ErrorCode.UnknownTopicOrPartition;
        }

        if (refusal != ErrorCode.None)
        {
            return refusal;
        }

        if (partition.CommittedMetadata is { Length: > MaxMetadata })
        {
            return ErrorCode.OffsetMetadataTooLarge;
        }

        if (!context.IsDryRun)
        {
            context.Services.Groups.Commit(groupId, topic, partition.PartitionIndex, new CommittedOffset(partition.CommittedOffset, partition.CommittedLeaderEpoch, partition.CommittedMetadata ?? ""));
        }

        return ErrorCode.None;
    }

    private static OffsetFetchResponseGroup Fetch(RequestContext context, string groupId, OffsetFetchRequestTopics[]? topics)
    {
        var refusal = GroupAccess.Try(() => GroupAccess.Check(context, AclOperation.Describe, groupId));
        if (refusal != ErrorCode.None)
        {
            return new OffsetFetchResponseGroup { GroupId = groupId, ErrorCode = refusal };
        }

        var wanted = topics ?? [.. context.Services.Groups.Partitions(groupId)
            .GroupBy(partition => partition.Topic, StringComparer.Ordinal)
            .Where(topic => context.May(AclOperation.Describe, AclResourceType.Topic, topic.Key))
            .Select(topic => new OffsetFetchRequestTopics { Name = topic.Key, PartitionIndexes = [.. topic.Select(partition => partition.Partition).Order()] })];
        return new OffsetFetchResponseGroup
        {
            GroupId = groupId,
            Topics = [.. wanted.Select(topic => new OffsetFetchResponseTopics
            {
                Name = topic.Name,
                Partitions = [.. topic.PartitionIndexes.Select(partition => Fetch(context, groupId, topic.Name, partition))],
            })],
        };
    }

    private static OffsetFetchResponsePartitions Fetch(RequestContext context, string groupId, string topic, int partition)
    {
        var mayDescribe = context.May(AclOperation.Describe, AclResourceType.Topic, topic);
        var offset = mayDescribe ? context.Services.Groups.Offset(groupId, topic, partition) : null;
        return new OffsetFetchResponsePartitions
        {
            PartitionIndex = partition,
            CommittedOffset = offset?.Offset ?? -1,
            CommittedLeaderEpoch = offset?.LeaderEpoch ?? -1,
            Metadata = offset?.Metadata ?? "",
            ErrorCode = mayDescribe ? ErrorCode.None : ErrorCode.TopicAuthorizationFailed,
        };
    }
}
