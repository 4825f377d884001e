using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The generation of the group that was joined; its members for the leader alone. Source: Kafka's JoinGroupResponse.json, versions 0 to 9.</summary>
public sealed class JoinGroupResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => JoinGroupRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none. From version 2.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The generation ID of the group.</summary>
    public int GenerationId { get; set; } = -1;

    /// <summary>The group protocol name. From version 7.</summary>
    public string? ProtocolType { get; set; }

    /// <summary>The group protocol selected by the coordinator.</summary>
    public string? ProtocolName { get; set; } = "";

    /// <summary>The leader of the group.</summary>
    public string Leader { get; set; } = "";

    /// <summary>True if the leader must skip running the assignment. From version 9.</summary>
    public bool SkipAssignment { get; set; }

    /// <summary>The member ID assigned by the group coordinator.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The group members.</summary>
    public JoinGroupResponseMember[] Members { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 2)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        ErrorCode = wire.ErrorCode(ErrorCode);
        GenerationId = wire.Int32(GenerationId);

        if (wire.Version >= 7)
        {
            ProtocolType = wire.NullableString(ProtocolType);
        }

        ProtocolName = wire.NullableString(ProtocolName);
        Leader = wire.String(Leader);

        if (wire.Version >= 9)
        {
            SkipAssignment = wire.Boolean(SkipAssignment);
        }

        MemberId = wire.String(MemberId);
        Members = wire.Array(Members);
    }
}

/// <summary>The group members.</summary>
public sealed class JoinGroupResponseMember : WireStruct
{
    /// <summary>The group member ID.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The unique identifier of the consumer instance provided by end user. From version 5.</summary>
    public string? GroupInstanceId { get; set; }

    /// <summary>The group member metadata.</summary>
    public byte[] Metadata { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        MemberId = wire.String(MemberId);

        if (wire.Version >= 5)
        {
            GroupInstanceId = wire.NullableString(GroupInstanceId);
        }

        Metadata = wire.Bytes(Metadata);
    }
}
