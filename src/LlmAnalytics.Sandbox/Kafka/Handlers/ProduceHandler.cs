using System.Globalization;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Records;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Appends records. Source: Kafka's KafkaApis.handleProduceRequest and ReplicaManager.appendRecords.</summary>
internal static class ProduceHandler
{
    private const short AllInSync = -1;

    public static ProduceResponse? Handle(RequestContext context, ProduceRequest request)
    {
        ProduceTopicResponse[] topics = [.. request.TopicData.Select(topic => Append(context, request, topic))];
        return request.Acks == 0 ? null : new ProduceResponse
        {
            Responses = topics,
            NodeEndpoints = LeaderLookup.EndPoints(context, topics.SelectMany(topic => topic.PartitionResponses).Select(partition => partition.CurrentLeader)),
        };
    }

    private static ProduceTopicResponse Append(RequestContext context, ProduceRequest request, ProduceTopic topic)
    {
        var name = context.Version >= 13 ? context.Cluster.Topic(topic.TopicId)?.Name : topic.Name;
        return new ProduceTopicResponse
        {
            Name = topic.Name,
            TopicId = topic.TopicId,
            PartitionResponses = [.. topic.PartitionData.Select(partition => Append(context, request, name, partition))],
        };
    }

    private static ProducePartitionResponse Append(RequestContext context, ProduceRequest request, string? topic, ProducePartition partition)
    {
        try
        {
            if (topic is null)
            {
                throw new KafkaException(ErrorCode.UnknownTopicId);
            }

            return Append(context, request.Acks, topic, partition);
        }
        catch (KafkaException e)
        {
            return new ProducePartitionResponse
            {
                Index = partition.Index,
                ErrorCode = e.Code,
                BaseOffset = -1,
                CurrentLeader = LeaderLookup.Redirect(context, e.Code, topic ?? "", partition.Index),
            };
        }
    }

    private static ProducePartitionResponse Append(RequestContext context, short acks, string topic, ProducePartition partition)
    {
        if (!context.May(AclOperation.Write, AclResourceType.Topic, topic))
        {
            throw new KafkaException(ErrorCode.TopicAuthorizationFailed);
        }

        if (acks is < -1 or > 1)
        {
            throw new KafkaException(ErrorCode.InvalidRequiredAcks);
        }

        var (state, leading) = LeaderLookup.Find(context, topic, partition.Index);
        string Setting(string name) => context.Services.Settings.TopicValue(context.Cluster, topic, name, context.BrokerId) ?? "";
        int Number(string name) => int.Parse(Setting(name), CultureInfo.InvariantCulture);
        if (acks == AllInSync && leading.Isr.Length < Number("min.insync.replicas"))
        {
            throw new KafkaException(ErrorCode.NotEnoughReplicas);
        }

        var batches = RecordBatch.ReadAll(partition.Records ?? []);
        var largest = Number("max.message.bytes");
        if (batches.Any(batch => batch.SizeBytes > largest))
        {
            throw new KafkaException(ErrorCode.MessageTooLarge);
        }

        var log = context.Services.Logs.Get(state.Id, partition.Index);
        long? appendTime = Setting("message.timestamp.type") == "LogAppendTime" ? DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() : null;
        try
        {
            var placed = context.IsDryRun ? (-1, null) : log.Append(batches, leading.LeaderEpoch, appendTime);
            return new ProducePartitionResponse
            {
                Index = partition.Index,
                BaseOffset = placed.BaseOffset,
                LogAppendTimeMs = placed.AppendTime ?? -1,
                LogStartOffset = log.StartOffset,
            };
        }
        catch (KafkaException e)
        {
            return new ProducePartitionResponse { Index = partition.Index, ErrorCode = e.Code, BaseOffset = -1, LogStartOffset = log.StartOffset };
        }
    }
}
