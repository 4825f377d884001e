using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Groups;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Members of groups of the classic protocol: they join, get their assignment, stay alive and leave.</summary>
internal static class MembershipHandlers
{
    // Kafka's group.min.session.timeout.ms and group.max.session.timeout.ms.
    private const int MinSessionMs = 6_000;
    private const int MaxSessionMs = 1_800_000;

    public static async ValueTask<KafkaMessage?> JoinAsync(RequestContext context, JoinGroupRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.GroupId.Length == 0)
            {
                throw new KafkaException(ErrorCode.InvalidGroupId);
            }

            GroupAccess.Check(context, AclOperation.Read, request.GroupId);
            if (request.SessionTimeoutMs is < MinSessionMs or > MaxSessionMs)
            {
                throw new KafkaException(ErrorCode.InvalidSessionTimeout);
            }

            if (request.MemberId.Length > 0 && context.Services.Groups.Find(request.GroupId) is null)
            {
                throw new KafkaException(ErrorCode.UnknownMemberId);
            }

            var group = context.Services.Groups.Get(request.GroupId);
            return await group.JoinAsync(request, context.ClientId, context.Principal.Host, requireKnownId: context.Version >= 4)
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MemberIdRequiredException e)
        {
            return Refused(context, ErrorCode.MemberIdRequired, e.MemberId);
        }
        catch (KafkaException e)
        {
            return Refused(context, e.Code, request.MemberId);
        }
    }

    public static async ValueTask<KafkaMessage?> SyncAsync(RequestContext context, SyncGroupRequest request, CancellationToken cancellationToken)
    {
        // KIP-559: from here on a member says what it believes was agreed upon.
        if (context.Version >= 5 && (string.IsNullOrEmpty(request.ProtocolType) || string.IsNullOrEmpty(request.ProtocolName)))
        {
            return new SyncGroupResponse { ErrorCode = ErrorCode.InconsistentGroupProtocol };
        }

        try
        {
            return await Member(context, request.GroupId).SyncAsync(request).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            return new SyncGroupResponse { ErrorCode = e.Code };
        }
    }

    public static HeartbeatResponse Heartbeat(RequestContext context, HeartbeatRequest request) => new()
    {
        ErrorCode = GroupAccess.Try(() => Member(context, request.GroupId).Heartbeat(request.MemberId, request.GroupInstanceId, request.GenerationId)),
    };

    public static LeaveGroupResponse Leave(RequestContext context, LeaveGroupRequest request)
    {
        try
        {
            GroupAccess.Check(context, AclOperation.Read, request.GroupId);
            var group = context.Services.Groups.Find(request.GroupId);
            if (context.Version < 3)
            {
                return new LeaveGroupResponse { ErrorCode = Leave(group, request.MemberId, null) };
            }

            return new LeaveGroupResponse
            {
                Members = [.. request.Members.Select(member => new LeftMember
                {
                    MemberId = member.MemberId,
                    GroupInstanceId = member.GroupInstanceId,
                    ErrorCode = Leave(group, member.MemberId, member.GroupInstanceId),
                })],
            };
        }
        catch (KafkaException e)
        {
            return new LeaveGroupResponse { ErrorCode = e.Code };
        }
    }

    private static ErrorCode Leave(ConsumerGroup? group, string memberId, string? instanceId) =>
        group is null ? ErrorCode.UnknownMemberId : GroupAccess.Try(() => group.Leave(memberId, instanceId));

    private static ConsumerGroup Member(RequestContext context, string groupId)
    {
        if (groupId.Length == 0)
        {
            throw new KafkaException(ErrorCode.InvalidGroupId);
        }

        GroupAccess.Check(context, AclOperation.Read, groupId);
        return context.Services.Groups.Find(groupId) ?? throw new KafkaException(ErrorCode.UnknownMemberId);
    }

    private static JoinGroupResponse Refused(RequestContext context, ErrorCode code, string memberId) => new()
    {
        ErrorCode = code,
        MemberId = memberId,
        ProtocolName = context.Version >= 7 ? null : "",
    };
}
