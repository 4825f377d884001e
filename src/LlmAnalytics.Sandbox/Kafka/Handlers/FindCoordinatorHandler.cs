using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Groups;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells which broker coordinates a group, and makes the groups' topic on first use, as a broker does.</summary>
internal static class FindCoordinatorHandler
{
    private const sbyte Group = 0;

    public static FindCoordinatorResponse Handle(RequestContext context, FindCoordinatorRequest request)
    {
        if (context.Version >= 4)
        {
            return new FindCoordinatorResponse { Coordinators = [.. request.CoordinatorKeys.Select(key => Find(context, key, request.KeyType))] };
        }

        // These versions put the error's general words here, even where there is none.
        var found = Find(context, request.Key, request.KeyType);
        return new FindCoordinatorResponse
        {
            ErrorCode = found.ErrorCode,
            ErrorMessage = Words(found.ErrorCode),
            NodeId = found.NodeId,
            Host = found.Host,
            Port = found.Port,
        };
    }

    private static FoundCoordinator Find(RequestContext context, string key, sbyte type)
    {
        try
        {
            if (type != Group)
            {
                throw new KafkaException(ErrorCode.InvalidRequest, "Only groups are coordinated here: transactions and share groups are not simulated.");
            }

            if (!context.May(AclOperation.Describe, AclResourceType.Group, key))
            {
                throw new KafkaException(ErrorCode.GroupAuthorizationFailed);
            }

            CreateOffsetsTopic(context);
            var broker = context.Cluster.Brokers[GroupCoordinator.Coordinator(context.Services.Controller.Current, key)];
            return new FoundCoordinator { Key = key, NodeId = broker.Id, Host = BrokerState.Host, Port = broker.Ports[context.Session.Listener] };
        }
        catch (KafkaException e)
        {
            return new FoundCoordinator { Key = key, ErrorCode = e.Code, ErrorMessage = e.Text ?? "", NodeId = -1, Port = -1 };
        }
    }

    private static void CreateOffsetsTopic(RequestContext context)
    {
        if (context.Services.Controller.Current.Topic(TopicNames.Offsets) is not null)
        {
            return;
        }

        var topic = new CreatableTopic
        {
            Name = TopicNames.Offsets,
            NumPartitions = context.Services.Settings.FileNumber("offsets.topic.num.partitions", context.BrokerId),
            ReplicationFactor = (short)context.Services.Settings.FileNumber("offsets.topic.replication.factor", context.BrokerId),
            Configs =
            [
                new CreatableTopicConfig { Name = "cleanup.policy", Value = "compact" },
                new CreatableTopicConfig { Name = "compression.type", Value = "producer" },
                new CreatableTopicConfig { Name = "segment.bytes", Value = "104857600" },
            ],
        };
        context.Services.Controller.Update(cluster =>
            cluster.Topic(TopicNames.Offsets) is null ? context.Services.TopicCreation.Create(cluster, topic, cluster, out _) : cluster);
    }

    private static string Words(ErrorCode error) => error switch
    {
        ErrorCode.None => "NONE",
        ErrorCode.GroupAuthorizationFailed => "Group authorization failed.",
        ErrorCode.CoordinatorNotAvailable => "The coordinator is not available.",
        _ => error.KafkaName(),
    };
}
