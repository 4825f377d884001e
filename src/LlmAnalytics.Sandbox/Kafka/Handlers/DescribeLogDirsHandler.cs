using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells the broker's log directory, of which each has one, and the replicas in it.</summary>
internal static class DescribeLogDirsHandler
{
    private const long TotalBytes = 1L << 40;

    public static DescribeLogDirsResponse Handle(RequestContext context, DescribeLogDirsRequest request)
    {
        if (!context.MayOnCluster(AclOperation.Describe))
        {
            return new DescribeLogDirsResponse { ErrorCode = ErrorCode.ClusterAuthorizationFailed };
        }

        var wanted = request.Topics?.GroupBy(topic => topic.Topic, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.SelectMany(topic => topic.Partitions).ToHashSet(), StringComparer.Ordinal);
        var candidates = wanted is null ? context.Cluster.Topics.Values : wanted.Keys.Select(context.Cluster.Topic).OfType<TopicState>();
        DescribeLogDirsTopic[] topics = [.. candidates
            .Select(topic => new DescribeLogDirsTopic
            {
                Name = topic.Name,
                Partitions = [.. topic.Partitions
                    .Where(partition => partition.Replicas.Contains(context.BrokerId) && (wanted is null || wanted[topic.Name].Contains(partition.Index)))
                    .Select(partition => new DescribeLogDirsPartition
                    {
                        PartitionIndex = partition.Index,
                        PartitionSize = context.Services.Logs.Find(topic.Id, partition.Index)?.SizeBytes ?? 0,
                    })],
            })
            .Where(topic => topic.Partitions.Length > 0)];
        return new DescribeLogDirsResponse
        {
            Results =
            [
                new DescribeLogDirsResult
                {
                    LogDir = context.Services.Settings.BrokerValue(context.Cluster, "log.dirs", context.BrokerId) ?? "/tmp",
                    Topics = topics,
                    TotalBytes = TotalBytes,
                    UsableBytes = TotalBytes - context.Services.Logs.TotalBytes,
                },
            ],
        };
    }
}
