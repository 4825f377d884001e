using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>A member's assignment. Source: Kafka's SyncGroupResponse.json, versions 0 to 5.</summary>
public sealed class SyncGroupResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => SyncGroupRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none. From version 1.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The group protocol type. From version 5.</summary>
    public string? ProtocolType { get; set; }

    /// <summary>The group protocol name. From version 5.</summary>
    public string? ProtocolName { get; set; }

    /// <summary>The member assignment.</summary>
    public byte[] Assignment { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 1)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        ErrorCode = wire.ErrorCode(ErrorCode);

        if (wire.Version >= 5)
        {
            ProtocolType = wire.NullableString(ProtocolType);
            ProtocolName = wire.NullableString(ProtocolName);
        }

        Assignment = wire.Bytes(Assignment);
    }
}
