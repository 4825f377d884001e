using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Groups;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>What all requests about a group begin with: may the user, and is this the group's coordinator?</summary>
internal static class GroupAccess
{
    /// <summary>Refuses a request about a group.</summary>
    /// <exception cref="KafkaException">The user may not, the group's id can't be, or another broker coordinates it.</exception>
    public static void Check(RequestContext context, AclOperation operation, string groupId)
    {
        if (!context.May(operation, AclResourceType.Group, groupId))
        {
            throw new KafkaException(ErrorCode.GroupAuthorizationFailed);
        }

        if (GroupCoordinator.Coordinator(context.Cluster, groupId) != context.BrokerId)
        {
            throw new KafkaException(ErrorCode.NotCoordinator);
        }
    }

    /// <summary>The error code of what is refused; none where nothing is.</summary>
    public static ErrorCode Try(Action action)
    {
        try
        {
            action();
            return ErrorCode.None;
        }
        catch (KafkaException e)
        {
            return e.Code;
        }
    }
}
