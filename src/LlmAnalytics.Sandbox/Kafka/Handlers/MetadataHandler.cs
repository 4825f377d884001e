using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Authorization;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells brokers, topics and partitions. Source: Kafka's KafkaApis.handleTopicMetadataRequest. Topics are never made on the way.</summary>
internal static class MetadataHandler
{
    public static MetadataResponse Handle(RequestContext context, MetadataRequest request)
    {
        var cluster = context.Cluster;
        return new MetadataResponse
        {
            ClusterId = context.Services.ClusterId,
            ControllerId = SomeBroker(cluster),
            Brokers = [.. cluster.LiveBrokers.Select(broker => new MetadataBroker
            {
                NodeId = broker.Id,
                Host = BrokerState.Host,
                Port = broker.Ports[context.Session.Listener],
                Rack = broker.Rack,
            })],
            Topics = [.. Topics(context, request)],
            ClusterAuthorizedOperations = request.IncludeClusterAuthorizedOperations && context.MayOnCluster(AclOperation.Describe)
                ? context.Operations(AclResourceType.Cluster, Authorizer.ClusterName)
                : request.IncludeClusterAuthorizedOperations ? 0 : int.MinValue,
        };
    }

    /// <summary>KRaft hides its controllers from clients: some live broker passes for one, since each forwards.</summary>
    public static int SomeBroker(ClusterState cluster)
    {
        var live = cluster.LiveBrokers.Select(broker => broker.Id).ToArray();
        return live.Length > 0 ? live[Random.Shared.Next(live.Length)] : -1;
    }

    private static IEnumerable<MetadataTopic> Topics(RequestContext context, MetadataRequest request)
    {
        var cluster = context.Cluster;
        if (request.Topics is null || (context.Version == 0 && request.Topics.Length == 0))
        {
            return cluster.Topics.Values.Where(topic => MayDescribe(context, topic.Name)).Select(topic => Describe(context, request, topic));
        }

        // Where one topic is asked for by id, those by name are passed over.
        var byId = request.Topics.Where(topic => topic.TopicId != Guid.Empty).ToArray();
        return (byId.Length > 0 ? byId : request.Topics)
            .DistinctBy(topic => (topic.Name, topic.TopicId))
            .Select(topic => topic.TopicId != Guid.Empty ? ById(context, request, topic.TopicId) : ByName(context, request, topic.Name ?? ""));
    }

    private static MetadataTopic ByName(RequestContext context, MetadataRequest request, string name)
    {
        if (!MayDescribe(context, name))
        {
            return new MetadataTopic { ErrorCode = ErrorCode.TopicAuthorizationFailed, Name = name, IsInternal = TopicNames.IsInternal(name) };
        }

        if (context.Cluster.Topic(name) is { } topic)
        {
            return Describe(context, request, topic);
        }

        var error = TopicNames.Problem(name) is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.InvalidTopicException;
        return new MetadataTopic { ErrorCode = error, Name = name, IsInternal = TopicNames.IsInternal(name), TopicAuthorizedOperations = Operations(context, request, name) };
    }

    private static MetadataTopic ById(RequestContext context, MetadataRequest request, Guid id)
    {
        if (context.Cluster.Topic(id) is not { } topic)
        {
            return new MetadataTopic { ErrorCode = ErrorCode.UnknownTopicId, Name = null, TopicId = id };
        }

        return MayDescribe(context, topic.Name)
            ? Describe(context, request, topic)
            : new MetadataTopic { ErrorCode = ErrorCode.TopicAuthorizationFailed, Name = null, TopicId = id };
    }

    private static MetadataTopic Describe(RequestContext context, MetadataRequest request, TopicState topic) => new()
    {
        Name = topic.Name,
        TopicId = topic.Id,
        IsInternal = topic.IsInternal,
        Partitions = topic.Describe(context.Cluster),
        TopicAuthorizedOperations = Operations(context, request, topic.Name),
    };

    private static int Operations(RequestContext context, MetadataRequest request, string topic) =>
        request.IncludeTopicAuthorizedOperations ? context.Operations(AclResourceType.Topic, topic) : int.MinValue;

    private static bool MayDescribe(RequestContext context, string topic) => context.May(AclOperation.Describe, AclResourceType.Topic, topic);
}
