using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What became of each member that was to leave. Source: Kafka's LeaveGroupResponse.json, versions 0 to 5.</summary>
public sealed class LeaveGroupResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => LeaveGroupRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none. From version 1.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>List of leaving member responses. From version 3.</summary>
    public LeftMember[] Members { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 1)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        ErrorCode = wire.ErrorCode(ErrorCode);

        if (wire.Version >= 3)
        {
            Members = wire.Array(Members);
        }
    }
}

/// <summary>List of leaving member responses.</summary>
public sealed class LeftMember : WireStruct
{
    /// <summary>The member ID to remove from the group.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The group instance ID to remove from the group.</summary>
    public string? GroupInstanceId { get; set; } = "";

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        MemberId = wire.String(MemberId);
        GroupInstanceId = wire.NullableString(GroupInstanceId);
        ErrorCode = wire.ErrorCode(ErrorCode);
    }
}
