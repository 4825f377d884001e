using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks for a member's assignment; the leader's request brings all of them. Source: Kafka's SyncGroupRequest.json, versions 0 to 5.</summary>
public sealed class SyncGroupRequest : KafkaRequest<SyncGroupResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.SyncGroup, 0, 5, FirstFlexibleVersion: 4);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The unique group identifier.</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The generation of the group.</summary>
    public int GenerationId { get; set; }

    /// <summary>The member ID assigned by the group.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The unique identifier of the consumer instance provided by end user. From version 3.</summary>
    public string? GroupInstanceId { get; set; }

    /// <summary>The group protocol type. From version 5.</summary>
    public string? ProtocolType { get; set; }

    /// <summary>The group protocol name. From version 5.</summary>
    public string? ProtocolName { get; set; }

    /// <summary>Each assignment.</summary>
    public SyncGroupRequestAssignment[] Assignments { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        GroupId = wire.String(GroupId);
        GenerationId = wire.Int32(GenerationId);
        MemberId = wire.String(MemberId);

        if (wire.Version >= 3)
        {
            GroupInstanceId = wire.NullableString(GroupInstanceId);
        }

        if (wire.Version >= 5)
        {
            ProtocolType = wire.NullableString(ProtocolType);
            ProtocolName = wire.NullableString(ProtocolName);
        }

        Assignments = wire.Array(Assignments);
    }
}

/// <summary>Each assignment.</summary>
public sealed class SyncGroupRequestAssignment : WireStruct
{
    /// <summary>The ID of the member to assign.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The member assignment.</summary>
    public byte[] Assignment { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        MemberId = wire.String(MemberId);
        Assignment = wire.Bytes(Assignment);
    }
}
