using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Deletes topics, by name or id. Source: Kafka's ControllerApis.deleteTopics.</summary>
internal static class DeleteTopicsHandler
{
    public static DeleteTopicsResponse Handle(RequestContext context, DeleteTopicsRequest request)
    {
        var topics = context.Version >= 6 ? request.Topics : [.. request.TopicNames.Select(name => new DeleteTopicState { Name = name })];
        var results = new List<DeletableTopicResult>();
        context.Services.Controller.Update(before =>
        {
            var cluster = before;
            results.AddRange(topics
                .GroupBy(topic => (topic.Name, topic.TopicId))
                .Select(group => group.Count() > 1 ? Duplicate(group.First()) : Delete(context, group.First(), ref cluster)));
            return context.IsDryRun ? before : cluster;
        });
        foreach (var deleted in context.IsDryRun ? [] : results.Where(result => result.ErrorCode == ErrorCode.None))
        {
            context.Services.Logs.Remove(deleted.TopicId);
            context.Services.Groups.RemoveTopic(deleted.Name!);
        }

        return new DeleteTopicsResponse { Responses = [.. results] };
    }

    private static DeletableTopicResult Delete(RequestContext context, DeleteTopicState asked, ref ClusterState cluster)
    {
        if (asked.Name is not null && asked.TopicId != Guid.Empty)
        {
            return Failed(asked.Name, asked.TopicId, ErrorCode.InvalidRequest, "You may not specify both topic name and topic id.");
        }

        if (asked.Name is null && asked.TopicId == Guid.Empty)
        {
            return Failed(null, Guid.Empty, ErrorCode.InvalidRequest, "Neither topic name nor id were specified.");
        }

        var topic = asked.Name is { } name ? cluster.Topic(name) : cluster.Topic(asked.TopicId);
        var isKnown = topic?.Name ?? asked.Name;
        if (isKnown is not null && !context.May(AclOperation.Describe, AclResourceType.Topic, isKnown))
        {
            return Failed(asked.Name, asked.TopicId, ErrorCode.TopicAuthorizationFailed, "Topic authorization failed.");
        }

        if (topic is null)
        {
            return asked.Name is null
                ? Failed(null, asked.TopicId, ErrorCode.UnknownTopicId, "This server does not host this topic ID.")
                : Failed(asked.Name, Guid.Empty, ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");
        }

        if (!context.May(AclOperation.Delete, AclResourceType.Topic, topic.Name))
        {
            return Failed(asked.Name, asked.TopicId, ErrorCode.TopicAuthorizationFailed, "Topic authorization failed.");
        }

        cluster = cluster.Without(topic);
        return new DeletableTopicResult { Name = topic.Name, TopicId = topic.Id };
    }

    private static DeletableTopicResult Duplicate(DeleteTopicState asked) => asked.Name is not null
        ? Failed(asked.Name, asked.TopicId, ErrorCode.InvalidRequest, "Duplicate topic name.")
        : Failed(null, asked.TopicId, ErrorCode.InvalidRequest, "Duplicate topic id.");

    private static DeletableTopicResult Failed(string? name, Guid id, ErrorCode code, string message) =>
        new() { Name = name, TopicId = id, ErrorCode = code, ErrorMessage = message };
}
