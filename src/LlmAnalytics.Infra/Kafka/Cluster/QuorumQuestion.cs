using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Cluster;

/// <summary>The one question that DescribeQuorum takes: who leads the controllers, and who follows.</summary>
internal static class QuorumQuestion
{
    public static DescribeQuorumRequest Request() =>
        new() { Topics = [new DescribeQuorumRequestTopic { TopicName = "__cluster_metadata", Partitions = [new DescribeQuorumRequestPartition()] }] };

    /// <summary>The active controller's node id; null where the answer names none.</summary>
    public static int? LeaderId(DescribeQuorumResponse? response) =>
        response?.Topics is [{ Partitions: [{ LeaderId: >= 0 } partition, ..] }, ..] ? partition.LeaderId : null;
}
