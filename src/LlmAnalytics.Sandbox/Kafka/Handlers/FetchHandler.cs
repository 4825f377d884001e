using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Records;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>
/// Reads records, and waits for them as long as the client wants. Source: Kafka's KafkaApis.handleFetchRequest. Sessions (KIP-227) are not kept: each answer
/// says so by session 0, and clients then name all their partitions each time.
/// </summary>
internal static class FetchHandler
{
    // KIP-392: from here on the client says where it is, and followers answer too.
    private const short FirstFromFollowers = 11;

    public static async ValueTask<KafkaMessage?> HandleAsync(RequestContext context, FetchRequest request, CancellationToken cancellationToken)
    {
        if (request.SessionId != 0)
        {
            return new FetchResponse { ErrorCode = ErrorCode.FetchSessionIdNotFound };
        }

        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // The signals before the reading: what comes in between completes them.
            var signals = Logs(context, request).Select(log => log.Appended).ToList();
            var (topics, bytes, isFinal) = Read(context, request);
            var left = TimeSpan.FromMilliseconds(request.MaxWaitMs) - TimeProvider.System.GetElapsedTime(deadline);
            if (isFinal || bytes >= request.MinBytes || left <= TimeSpan.Zero)
            {
                return new FetchResponse
                {
                    Responses = topics,
                    NodeEndpoints = LeaderLookup.EndPoints(context, topics.SelectMany(topic => topic.Partitions).Select(partition => partition.CurrentLeader)),
                };
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            signals.Add(Task.Delay(left, waiting.Token));
            await Task.WhenAny(signals).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static IEnumerable<PartitionLog> Logs(RequestContext context, FetchRequest request) => request.Topics
        .Select(topic => (Topic: Topic(context, topic), topic.Partitions))
        .Where(topic => topic.Topic is not null)
        .SelectMany(topic => topic.Partitions
            .Where(partition => (uint)partition.Partition < (uint)topic.Topic!.Partitions.Length)
            .Select(partition => context.Services.Logs.Get(topic.Topic!.Id, partition.Partition)));

    private static TopicState? Topic(RequestContext context, FetchTopic topic) =>
        context.Version >= 13 ? context.Cluster.Topic(topic.TopicId) : context.Cluster.Topic(topic.Topic);

    private static (FetchTopicResponse[] Topics, long Bytes, bool IsFinal) Read(RequestContext context, FetchRequest request)
    {
        var budget = new Budget { Left = request.MaxBytes };
        FetchTopicResponse[] topics = [.. request.Topics.Select(topic => new FetchTopicResponse
        {
            Topic = topic.Topic,
            TopicId = topic.TopicId,
            Partitions = [.. topic.Partitions.Select(partition => Read(context, request, topic, partition, budget))],
        })];
        return (topics, budget.Read, topics.Any(topic => topic.Partitions.Any(partition => partition.ErrorCode != ErrorCode.None)));
    }

    private static FetchPartitionResponse Read(RequestContext context, FetchRequest request, FetchTopic topic, FetchPartition partition, Budget budget)
    {
        var name = context.Version >= 13 ? context.Cluster.Topic(topic.TopicId)?.Name : topic.Topic;
        try
        {
            if (name is null)
            {
                throw new KafkaException(ErrorCode.UnknownTopicId);
            }

            if (!context.May(AclOperation.Read, AclResourceType.Topic, name))
            {
                throw new KafkaException(ErrorCode.TopicAuthorizationFailed);
            }

            var (state, leading) = LeaderLookup.Find(context, name, partition.Partition, partition.CurrentLeaderEpoch, orFollower: context.Version >= FirstFromFollowers);
            var log = context.Services.Logs.Get(state.Id, leading.Index);
            return new FetchPartitionResponse
            {
                PartitionIndex = partition.Partition,
                Records = budget.Take(log.Read(partition.FetchOffset, Math.Min(partition.PartitionMaxBytes, budget.Left), atLeastOne: budget.Read == 0)),
                HighWatermark = log.EndOffset,
                LastStableOffset = log.EndOffset,
                LogStartOffset = log.StartOffset,
                AbortedTransactions = request.IsolationLevel == 0 ? null : [],
            };
        }
        catch (KafkaException e)
        {
            return new FetchPartitionResponse
            {
                PartitionIndex = partition.Partition,
                ErrorCode = e.Code,
                HighWatermark = -1,
                AbortedTransactions = request.IsolationLevel == 0 && e.Code is not (ErrorCode.UnknownTopicOrPartition or ErrorCode.UnknownTopicId or ErrorCode.TopicAuthorizationFailed) ? null : [],
                CurrentLeader = LeaderLookup.Redirect(context, e.Code, name ?? "", partition.Partition),
            };
        }
    }

    /// <summary>How many bytes an answer may still take.</summary>
    private sealed class Budget
    {
        public int Left { get; set; }

        public long Read { get; private set; }

        public byte[] Take(byte[] records)
        {
            Read += records.Length;
            Left = Math.Max(0, Left - records.Length);
            return records;
        }
    }
}
