using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Changes settings of topics and brokers.</summary>
internal static class IncrementalAlterConfigsHandler
{
    public static IncrementalAlterConfigsResponse Handle(RequestContext context, IncrementalAlterConfigsRequest request)
    {
        var responses = new List<AlterConfigsResourceResponse>();
        context.Services.Controller.Update(before =>
        {
            var cluster = before;
            foreach (var group in request.Resources.GroupBy(resource => new ConfigResource(resource.ResourceType, resource.ResourceName)))
            {
                if (group.Count() > 1)
                {
                    responses.AddRange(group.Select(_ => Response(group.Key, ErrorCode.InvalidRequest, "Each resource must appear at most once.")));
                    continue;
                }

                responses.Add(Change(context, group.Key, group.First().Configs, ref cluster));
            }

            return request.ValidateOnly || context.IsDryRun ? before : cluster;
        });
        return new IncrementalAlterConfigsResponse { Responses = [.. responses] };
    }

    private static AlterConfigsResourceResponse Change(RequestContext context, ConfigResource resource, AlterableConfig[] changes, ref ClusterState cluster)
    {
        try
        {
            Authorize(context, resource);
            cluster = context.Services.SettingChange.Apply(cluster, resource, changes);
            return Response(resource, ErrorCode.None, null);
        }
        catch (KafkaException e)
        {
            return Response(resource, e.Code, e.Text);
        }
    }

    private static void Authorize(RequestContext context, ConfigResource resource)
    {
        switch (resource.Type)
        {
            case ConfigResourceType.Topic when !context.May(AclOperation.AlterConfigs, AclResourceType.Topic, resource.Name):
                throw new KafkaException(ErrorCode.TopicAuthorizationFailed, "Topic authorization failed.");
            case ConfigResourceType.Broker when !context.MayOnCluster(AclOperation.AlterConfigs):
                throw new KafkaException(ErrorCode.ClusterAuthorizationFailed, "Cluster authorization failed.");
            case ConfigResourceType.Broker when resource.Name.Length > 0 && resource.Name != context.BrokerId.ToString(provider: null):
                throw new KafkaException(ErrorCode.InvalidRequest, $"Unexpected broker id, expected {context.BrokerId}, but received {resource.Name}");
            case ConfigResourceType.Topic or ConfigResourceType.Broker:
                return;
            default:
                throw new KafkaException(ErrorCode.InvalidRequest, $"Unexpected resource type {resource.Type}.");
        }
    }

    private static AlterConfigsResourceResponse Response(ConfigResource resource, ErrorCode code, string? message) =>
        new() { ResourceType = resource.Type, ResourceName = resource.Name, ErrorCode = code, ErrorMessage = message };
}
