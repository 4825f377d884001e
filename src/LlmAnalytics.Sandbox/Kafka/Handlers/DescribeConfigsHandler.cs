using System.Globalization;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Configs;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells settings of topics and brokers, their sources and synonyms. Source: Kafka's ConfigHelper.scala.</summary>
internal static class DescribeConfigsHandler
{
    public static DescribeConfigsResponse Handle(RequestContext context, DescribeConfigsRequest request) => new()
    {
        Results = [.. request.Resources.Select(resource => Describe(context, request, resource))],
    };

    private static DescribeConfigsResult Describe(RequestContext context, DescribeConfigsRequest request, DescribeConfigsResource resource)
    {
        var result = new DescribeConfigsResult { ResourceType = resource.ResourceType, ResourceName = resource.ResourceName, ErrorMessage = "" };
        try
        {
            var wanted = resource.ConfigurationKeys is { Length: > 0 } keys ? keys.ToHashSet(StringComparer.Ordinal) : null;
            result.Configs = [.. Settings(context, resource)
                .Where(setting => wanted is null || wanted.Contains(setting.Definition.Name))
                .Select(setting => Describe(setting, request))];
        }
        catch (KafkaException e)
        {
            (result.ErrorCode, result.ErrorMessage) = (e.Code, e.Text);
        }

        return result;
    }

    private static IEnumerable<SettingValue> Settings(RequestContext context, DescribeConfigsResource resource)
    {
        var cluster = context.Cluster;
        switch (resource.ResourceType)
        {
            case ConfigResourceType.Topic:
                if (!context.May(AclOperation.DescribeConfigs, AclResourceType.Topic, resource.ResourceName))
                {
                    throw new KafkaException(ErrorCode.TopicAuthorizationFailed, "Topic authorization failed.");
                }

                if (TopicNames.Problem(resource.ResourceName) is { } problem)
                {
                    throw new KafkaException(ErrorCode.InvalidTopicException, problem);
                }

                return cluster.Topic(resource.ResourceName) is not null
                    ? context.Services.Settings.Topic(cluster, resource.ResourceName, context.BrokerId)
                    : throw new KafkaException(ErrorCode.UnknownTopicOrPartition, "");
            case ConfigResourceType.Broker:
                if (!context.MayOnCluster(AclOperation.DescribeConfigs))
                {
                    throw new KafkaException(ErrorCode.ClusterAuthorizationFailed, "Cluster authorization failed.");
                }

                return Broker(context, resource.ResourceName);
            default:
                throw new KafkaException(ErrorCode.InvalidRequest, $"Unsupported resource type: {resource.ResourceType}");
        }
    }

    private static IEnumerable<SettingValue> Broker(RequestContext context, string name)
    {
        if (name.Length == 0)
        {
            return SettingResolver.AllBrokers(context.Cluster);
        }

        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            throw new KafkaException(ErrorCode.InvalidRequest, $"Broker id must be an integer, but it is: {name}");
        }

        return id == context.BrokerId
            ? context.Services.Settings.Broker(context.Cluster, id)
            : throw new KafkaException(ErrorCode.InvalidRequest, $"Unexpected broker id, expected {context.BrokerId} or empty string, but received {name}");
    }

    private static DescribeConfigsResourceResult Describe(SettingValue setting, DescribeConfigsRequest request) => new()
    {
        Name = setting.Definition.Name,
        Value = setting.Value,
        ReadOnly = setting.Definition.ReadOnly,
        ConfigSource = setting.Source,
        IsSensitive = setting.Definition.Sensitive,
        ConfigType = setting.Definition.Type,
        Synonyms = request.IncludeSynonyms
            ? [.. setting.Synonyms.Select(synonym => new DescribeConfigsSynonym { Name = synonym.Name, Value = synonym.Value, Source = synonym.Source })]
            : [],
        Documentation = request.IncludeDocumentation ? Documentation(setting.Definition) : null,
    };

    private static string Documentation(SettingDefinition setting) =>
        $"Setting {setting.Name} of type {setting.Type.ToString().ToLowerInvariant()}; Kafka's default is {setting.Default ?? "none"}.";
}
