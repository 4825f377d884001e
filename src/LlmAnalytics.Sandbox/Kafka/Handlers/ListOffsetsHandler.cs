using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells offsets: the first, the last, or by time. Source: Kafka's KafkaApis.handleListOffsetRequest and UnifiedLog.fetchOffsetByTimestamp.</summary>
internal static class ListOffsetsHandler
{
    private const long EarliestPendingUpload = -6;

    public static ListOffsetsResponse Handle(RequestContext context, ListOffsetsRequest request) => new()
    {
        Topics = [.. request.Topics.Select(topic => new ListOffsetsTopicResponse
        {
            Name = topic.Name,
            Partitions = [.. topic.Partitions.Select(partition => Find(context, topic.Name, partition))],
        })],
    };

    private static ListOffsetsPartitionResponse Find(RequestContext context, string topic, ListOffsetsPartition partition)
    {
        var response = new ListOffsetsPartitionResponse { PartitionIndex = partition.PartitionIndex };
        try
        {
            if (!context.May(AclOperation.Describe, AclResourceType.Topic, topic))
            {
                throw new KafkaException(ErrorCode.TopicAuthorizationFailed);
            }

            var (state, leading) = LeaderLookup.Find(context, topic, partition.PartitionIndex, partition.CurrentLeaderEpoch);
            (response.Offset, response.Timestamp) = Find(context, state, leading, partition.Timestamp);
            response.LeaderEpoch = response.Offset >= 0 ? leading.LeaderEpoch : -1;
        }
        catch (KafkaException e)
        {
            response.ErrorCode = e.Code;
        }

        return response;
    }

    private static (long Offset, long Timestamp) Find(RequestContext context, TopicState topic, PartitionState partition, long timestamp)
    {
        var log = context.Services.Logs.Find(topic.Id, partition.Index);
        return timestamp switch
        {
            ListOffsetsPartition.Latest => (log?.EndOffset ?? 0, -1),
            ListOffsetsPartition.Earliest or ListOffsetsPartition.EarliestLocal => (log?.StartOffset ?? 0, -1),
            ListOffsetsPartition.MaxTimestamp => log?.Greatest() ?? (-1, -1),
            ListOffsetsPartition.LatestTiered or EarliestPendingUpload => (-1, -1),
            < 0 => throw new KafkaException(ErrorCode.UnsupportedVersion),
            _ => log?.FirstSince(timestamp) ?? (-1, -1),
        };
    }
}
