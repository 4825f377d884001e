using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells the reassignments in progress: none but those that a fault set up, since reassigning is not simulated.</summary>
internal static class ListPartitionReassignmentsHandler
{
    public static ListPartitionReassignmentsResponse Handle(RequestContext context, ListPartitionReassignmentsRequest request)
    {
        if (!context.MayOnCluster(AclOperation.Describe))
        {
            return new ListPartitionReassignmentsResponse { ErrorCode = ErrorCode.ClusterAuthorizationFailed, ErrorMessage = context.Needs(AclOperation.Describe) };
        }

        var wanted = request.Topics?.ToDictionary(topic => topic.Name, topic => topic.PartitionIndexes, StringComparer.Ordinal);
        var topics = wanted is null ? context.Cluster.Topics.Values : wanted.Keys.Select(context.Cluster.Topic).OfType<TopicState>();
        return new ListPartitionReassignmentsResponse
        {
            Topics = [.. topics
                .Select(topic => new OngoingTopicReassignment
                {
                    Name = topic.Name,
                    Partitions = [.. topic.Partitions
                        .Where(partition => partition.Adding.Length + partition.Removing.Length > 0 && (wanted is null || wanted[topic.Name].Contains(partition.Index)))
                        .Select(partition => new OngoingPartitionReassignment
                        {
                            PartitionIndex = partition.Index,
                            Replicas = partition.Replicas,
                            AddingReplicas = partition.Adding,
                            RemovingReplicas = partition.Removing,
                        })],
                })
                .Where(topic => topic.Partitions.Length > 0)],
        };
    }
}
