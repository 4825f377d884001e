using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells where the records of a leader's epoch end: consumers ask after a change of leader.</summary>
internal static class OffsetForLeaderEpochHandler
{
    public static OffsetForLeaderEpochResponse Handle(RequestContext context, OffsetForLeaderEpochRequest request) => new()
    {
        Topics = [.. request.Topics.Select(topic => new OffsetForLeaderTopicResult
        {
            Topic = topic.Topic,
            Partitions = [.. topic.Partitions.Select(partition => Find(context, topic.Topic, partition))],
        })],
    };

    private static LeaderEpochEndOffset Find(RequestContext context, string topic, OffsetForLeaderPartition partition)
    {
        var response = new LeaderEpochEndOffset { Partition = partition.Partition };
        try
        {
            if (!context.May(AclOperation.Describe, AclResourceType.Topic, topic))
            {
                throw new KafkaException(ErrorCode.TopicAuthorizationFailed);
            }

            var (state, leading) = LeaderLookup.Find(context, topic, partition.Partition, partition.CurrentLeaderEpoch);
            (response.LeaderEpoch, response.EndOffset) = context.Services.Logs.Get(state.Id, leading.Index).EndOf(partition.LeaderEpoch, leading.LeaderEpoch);
        }
        catch (KafkaException e)
        {
            response.ErrorCode = e.Code;
        }

        return response;
    }
}
