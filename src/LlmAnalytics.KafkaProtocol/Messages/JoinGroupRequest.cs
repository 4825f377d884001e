using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Joins a group of the classic protocol; answered when the rebalance has all its members. Source: Kafka's JoinGroupRequest.json, versions 0 to 9.</summary>
public sealed class JoinGroupRequest : KafkaRequest<JoinGroupResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.JoinGroup, 0, 9, FirstFlexibleVersion: 6);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The group identifier.</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The coordinator considers the consumer dead if it receives no heartbeat after this timeout in milliseconds.</summary>
    public int SessionTimeoutMs { get; set; }

    /// <summary>The maximum time in milliseconds that the coordinator will wait for each member to rejoin when rebalancing the group. From version 1.</summary>
    public int RebalanceTimeoutMs { get; set; } = -1;

    /// <summary>The member id assigned by the group coordinator.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The unique identifier of the consumer instance provided by end user. From version 5.</summary>
    public string? GroupInstanceId { get; set; }

    /// <summary>The unique name the for class of protocols implemented by the group we want to join.</summary>
    public string ProtocolType { get; set; } = "";

    /// <summary>The list of protocols that the member supports.</summary>
    public JoinGroupRequestProtocol[] Protocols { get; set; } = [];

    /// <summary>The reason why the member (re-)joins the group. From version 8.</summary>
    public string? Reason { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        GroupId = wire.String(GroupId);
        SessionTimeoutMs = wire.Int32(SessionTimeoutMs);

        if (wire.Version >= 1)
        {
            RebalanceTimeoutMs = wire.Int32(RebalanceTimeoutMs);
        }

        MemberId = wire.String(MemberId);

        if (wire.Version >= 5)
        {
            GroupInstanceId = wire.NullableString(GroupInstanceId);
        }

        ProtocolType = wire.String(ProtocolType);
        Protocols = wire.Array(Protocols);

        if (wire.Version >= 8)
        {
            Reason = wire.NullableString(Reason);
        }
    }
}

/// <summary>The list of protocols that the member supports.</summary>
public sealed class JoinGroupRequestProtocol : WireStruct
{
    /// <summary>The protocol name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The protocol metadata.</summary>
    public byte[] Metadata { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Metadata = wire.Bytes(Metadata);
    }
}
