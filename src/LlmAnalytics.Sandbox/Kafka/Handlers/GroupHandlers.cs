using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Groups;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Lists and describes the groups that the asked broker coordinates.</summary>
internal static class GroupHandlers
{
    private const string Classic = "classic";

    public static ListGroupsResponse List(RequestContext context, ListGroupsRequest request)
    {
        var mayDescribeAll = context.MayOnCluster(AclOperation.Describe);
        var groups = context.Services.Groups.GroupIds
            .Where(id => IsHere(context, id))
            .Where(id => mayDescribeAll || context.May(AclOperation.Describe, AclResourceType.Group, id))
            .Select(context.Services.Groups.Describe)
            .Where(group => request.StatesFilter.Length == 0 || request.StatesFilter.Contains(group.GroupState, StringComparer.OrdinalIgnoreCase))
            .Where(_ => request.TypesFilter.Length == 0 || request.TypesFilter.Contains(Classic, StringComparer.OrdinalIgnoreCase));
        return new ListGroupsResponse
        {
            Groups = [.. groups.Select(group => new ListedGroup { GroupId = group.GroupId, ProtocolType = group.ProtocolType, GroupState = group.GroupState, GroupType = Classic })],
        };
    }

    public static DescribeGroupsResponse Describe(RequestContext context, DescribeGroupsRequest request) => new()
    {
        Groups = [.. request.Groups.Select(id => Describe(context, request, id))],
    };

    private static DescribedGroup Describe(RequestContext context, DescribeGroupsRequest request, string groupId)
    {
        try
        {
            GroupAccess.Check(context, AclOperation.Describe, groupId);
            var group = context.Services.Groups.Exists(groupId) ? context.Services.Groups.Describe(groupId) : Missing(context, groupId);
            group.AuthorizedOperations = request.IncludeAuthorizedOperations ? context.Operations(AclResourceType.Group, groupId) : int.MinValue;
            return group;
        }
        catch (KafkaException e)
        {
            return new DescribedGroup { GroupId = groupId, ErrorCode = e.Code };
        }
    }

    private static DescribedGroup Missing(RequestContext context, string groupId) => new()
    {
        GroupId = groupId,
        GroupState = "Dead",
        ErrorCode = context.Version >= 6 ? ErrorCode.GroupIdNotFound : ErrorCode.None,
        ErrorMessage = context.Version >= 6 ? $"Group {groupId} not found." : null,
    };

    private static bool IsHere(RequestContext context, string groupId)
    {
        try
        {
            return GroupCoordinator.Coordinator(context.Cluster, groupId) == context.BrokerId;
        }
        catch (KafkaException)
        {
            return false; // nobody coordinates it now, and nobody lists it
        }
    }
}
