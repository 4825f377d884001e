using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Takes members out of a group. Source: Kafka's LeaveGroupRequest.json, versions 0 to 5.</summary>
public sealed class LeaveGroupRequest : KafkaRequest<LeaveGroupResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.LeaveGroup, 0, 5, FirstFlexibleVersion: 4);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The ID of the group to leave.</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The member ID to remove from the group. Up to version 2.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>List of leaving member identities. From version 3.</summary>
    public LeavingMember[] Members { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        GroupId = wire.String(GroupId);

        if (wire.Version <= 2)
        {
            MemberId = wire.String(MemberId);
        }

        if (wire.Version >= 3)
        {
            Members = wire.Array(Members);
        }
    }
}

/// <summary>List of leaving member identities.</summary>
public sealed class LeavingMember : WireStruct
{
    /// <summary>The member ID to remove from the group.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The group instance ID to remove from the group.</summary>
    public string? GroupInstanceId { get; set; }

    /// <summary>The reason why the member left the group. From version 5.</summary>
    public string? Reason { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        MemberId = wire.String(MemberId);
        GroupInstanceId = wire.NullableString(GroupInstanceId);

        if (wire.Version >= 5)
        {
            Reason = wire.NullableString(Reason);
        }
    }
}
