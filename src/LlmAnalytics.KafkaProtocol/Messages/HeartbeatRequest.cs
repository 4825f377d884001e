using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Tells the coordinator that a member is alive. Source: Kafka's HeartbeatRequest.json, versions 0 to 4.</summary>
public sealed class HeartbeatRequest : KafkaRequest<HeartbeatResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.Heartbeat, 0, 4, FirstFlexibleVersion: 4);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The group id.</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The generation of the group.</summary>
    public int GenerationId { get; set; }

    /// <summary>The member ID.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The unique identifier of the consumer instance provided by end user. From version 3.</summary>
    public string? GroupInstanceId { get; set; }

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
    }
}
