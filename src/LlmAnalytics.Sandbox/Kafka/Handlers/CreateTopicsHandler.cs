using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Configs;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Creates topics. Source: Kafka's ControllerApis.createTopics.</summary>
internal static class CreateTopicsHandler
{
    public static CreateTopicsResponse Handle(RequestContext context, CreateTopicsRequest request)
    {
        var results = new List<CreatableTopicResult>();
        var duplicates = request.Topics.GroupBy(topic => topic.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        results.AddRange(duplicates.Select(name => Failed(name, ErrorCode.InvalidRequest, "Duplicate topic name.")));
        context.Services.Controller.Update(before =>
        {
            var cluster = before;
            foreach (var topic in request.Topics.Where(topic => !duplicates.Contains(topic.Name)))
            {
                results.Add(Create(context, topic, before, ref cluster));
            }

            return request.ValidateOnly || context.IsDryRun ? before : cluster;
        });

        return new CreateTopicsResponse { Topics = [.. results] };
    }

    private static CreatableTopicResult Create(RequestContext context, CreatableTopic topic, ClusterState before, ref ClusterState cluster)
    {
        if (topic.Name == "__cluster_metadata")
        {
            return Failed(topic.Name, ErrorCode.InvalidRequest, "Creation of internal topic __cluster_metadata is prohibited.");
        }

        if (!context.MayOnCluster(AclOperation.Create) && !context.May(AclOperation.Create, AclResourceType.Topic, topic.Name))
        {
            return Failed(topic.Name, ErrorCode.TopicAuthorizationFailed, "Authorization failed.");
        }

        try
        {
            cluster = context.Services.TopicCreation.Create(cluster, topic, before, out var created);
            return Created(context, cluster, created);
        }
        catch (KafkaException e)
        {
            return Failed(topic.Name, e.Code, e.Text);
        }
    }

    private static CreatableTopicResult Created(RequestContext context, ClusterState cluster, TopicState topic)
    {
        var mayDescribe = context.May(AclOperation.DescribeConfigs, AclResourceType.Topic, topic.Name);
        return new CreatableTopicResult
        {
            Name = topic.Name,
            TopicId = topic.Id,
            TopicConfigErrorCode = mayDescribe ? ErrorCode.None : ErrorCode.TopicAuthorizationFailed,
            NumPartitions = mayDescribe ? topic.Partitions.Length : -1,
            ReplicationFactor = mayDescribe ? (short)topic.Partitions[0].Replicas.Length : (short)-1,
            Configs = mayDescribe
                ? [.. context.Services.Settings.Topic(cluster, topic.Name, context.BrokerId).OrderBy(setting => setting.Definition.Name, StringComparer.Ordinal).Select(Describe)]
                : [],
        };
    }

    private static CreatableTopicConfigs Describe(SettingValue setting) => new()
    {
        Name = setting.Definition.Name,
        Value = setting.Value,
        ReadOnly = setting.Definition.ReadOnly,
        ConfigSource = setting.Source,
        IsSensitive = setting.Definition.Sensitive,
    };

    private static CreatableTopicResult Failed(string name, ErrorCode code, string? message) => new() { Name = name, ErrorCode = code, ErrorMessage = message, Configs = [] };
}
