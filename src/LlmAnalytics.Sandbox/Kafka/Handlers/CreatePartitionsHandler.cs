using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Controllers;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Adds partitions to topics.</summary>
internal static class CreatePartitionsHandler
{
    public static CreatePartitionsResponse Handle(RequestContext context, CreatePartitionsRequest request)
    {
        var results = new List<CreatePartitionsTopicResult>();
        context.Services.Controller.Update(before =>
        {
            var cluster = before;
            foreach (var group in request.Topics.GroupBy(topic => topic.Name, StringComparer.Ordinal))
            {
                results.Add(group.Count() > 1
                    ? Result(group.Key, ErrorCode.InvalidRequest, "Duplicate topic name.")
                    : Extend(context, group.First(), ref cluster));
            }

            return request.ValidateOnly || context.IsDryRun ? before : cluster;
        });
        return new CreatePartitionsResponse { Results = [.. results] };
    }

    private static CreatePartitionsTopicResult Extend(RequestContext context, CreatePartitionsTopic topic, ref ClusterState cluster)
    {
        if (!context.May(AclOperation.Alter, AclResourceType.Topic, topic.Name))
        {
            return Result(topic.Name, ErrorCode.TopicAuthorizationFailed, null);
        }

        try
        {
            cluster = TopicExtension.Extend(cluster, topic);
            return Result(topic.Name, ErrorCode.None, null);
        }
        catch (KafkaException e)
        {
            return Result(topic.Name, e.Code, e.Code == ErrorCode.UnknownTopicOrPartition ? null : e.Text);
        }
    }

    private static CreatePartitionsTopicResult Result(string name, ErrorCode code, string? message) => new() { Name = name, ErrorCode = code, ErrorMessage = message };
}
