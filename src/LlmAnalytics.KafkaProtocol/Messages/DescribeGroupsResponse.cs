using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Groups of the classic protocol and their members. Source: Kafka's DescribeGroupsResponse.json, versions 0 to 6.</summary>
public sealed class DescribeGroupsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DescribeGroupsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none. From version 1.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>Each described group.</summary>
    public DescribedGroup[] Groups { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 1)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        Groups = wire.Array(Groups);
    }
}

/// <summary>Each described group.</summary>
public sealed class DescribedGroup : WireStruct
{
    /// <summary>The describe error, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The describe error message, or null if there was no error. From version 6.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The group ID string.</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The group state string, or the empty string.</summary>
    public string GroupState { get; set; } = "";

    /// <summary>The group protocol type, or the empty string.</summary>
    public string ProtocolType { get; set; } = "";

    /// <summary>The group protocol data, or the empty string.</summary>
    public string ProtocolData { get; set; } = "";

    /// <summary>The group members.</summary>
    public DescribedGroupMember[] Members { get; set; } = [];

    /// <summary>32-bit bitfield to represent authorized operations for this group. From version 3.</summary>
    public int AuthorizedOperations { get; set; } = int.MinValue;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);

        if (wire.Version >= 6)
        {
            ErrorMessage = wire.NullableString(ErrorMessage);
        }

        GroupId = wire.String(GroupId);
        GroupState = wire.String(GroupState);
        ProtocolType = wire.String(ProtocolType);
        ProtocolData = wire.String(ProtocolData);
        Members = wire.Array(Members);

        if (wire.Version >= 3)
        {
            AuthorizedOperations = wire.Int32(AuthorizedOperations);
        }
    }
}

/// <summary>The group members.</summary>
public sealed class DescribedGroupMember : WireStruct
{
    /// <summary>The member id.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The unique identifier of the consumer instance provided by end user. From version 4.</summary>
    public string? GroupInstanceId { get; set; }

    /// <summary>The client ID used in the member's latest join group request.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client host.</summary>
    public string ClientHost { get; set; } = "";

    /// <summary>The metadata corresponding to the current group protocol in use.</summary>
    public byte[] MemberMetadata { get; set; } = [];

    /// <summary>The current assignment provided by the group leader.</summary>
    public byte[] MemberAssignment { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        MemberId = wire.String(MemberId);

        if (wire.Version >= 4)
        {
            GroupInstanceId = wire.NullableString(GroupInstanceId);
        }

        ClientId = wire.String(ClientId);
        ClientHost = wire.String(ClientHost);
        MemberMetadata = wire.Bytes(MemberMetadata);
        MemberAssignment = wire.Bytes(MemberAssignment);
    }
}
