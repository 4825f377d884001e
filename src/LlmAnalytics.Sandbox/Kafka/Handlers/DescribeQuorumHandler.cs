using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells the controllers' quorum.</summary>
internal static class DescribeQuorumHandler
{
    private const string MetadataTopic = "__cluster_metadata";

    public static DescribeQuorumResponse Handle(RequestContext context, DescribeQuorumRequest request)
    {
        if (!context.MayOnCluster(AclOperation.Describe))
        {
            return new DescribeQuorumResponse { ErrorCode = ErrorCode.ClusterAuthorizationFailed, ErrorMessage = "Cluster authorization failed." };
        }

        if (request.Topics is not [{ TopicName: MetadataTopic, Partitions: [{ PartitionIndex: 0 }] }])
        {
            return new DescribeQuorumResponse
            {
                ErrorMessage = "",
                Topics = [.. request.Topics.Select(topic => new DescribeQuorumTopic
                {
                    TopicName = topic.TopicName,
                    Partitions = [.. topic.Partitions.Select(partition => new DescribeQuorumPartition
                    {
                        PartitionIndex = partition.PartitionIndex,
                        ErrorCode = ErrorCode.UnknownTopicOrPartition,
                        ErrorMessage = "This server does not host this topic-partition.",
                    })],
                })],
            };
        }

        var quorum = context.Services.Quorum();
        var cluster = context.Services.Controller.Current;
        return new DescribeQuorumResponse
        {
            ErrorMessage = "",
            Topics =
            [
                new DescribeQuorumTopic
                {
                    TopicName = MetadataTopic,
                    Partitions =
                    [
                        new DescribeQuorumPartition
                        {
                            ErrorMessage = "",
                            LeaderId = quorum.LeaderId,
                            LeaderEpoch = quorum.LeaderEpoch,
                            HighWatermark = cluster.Offset + 1,
                            CurrentVoters = [.. quorum.Voters.Select(State)],
                            Observers = [.. quorum.Observers.Select(State)],
                        },
                    ],
                },
            ],
            Nodes = [.. quorum.Voters.Select(voter => new DescribeQuorumNode
            {
                NodeId = voter.Id,
                Listeners = [new DescribeQuorumListener { Name = "CONTROLLER", Host = BrokerState.Host, Port = (ushort)voter.Port }],
            })],
        };
    }

    private static DescribeQuorumReplicaState State(QuorumNode node) => new()
    {
        ReplicaId = node.Id,
        LogEndOffset = node.LogEndOffset,
        LastFetchTimestamp = node.LastFetchAt.ToUnixTimeMilliseconds(),
        LastCaughtUpTimestamp = node.LastFetchAt.ToUnixTimeMilliseconds(),
    };
}
