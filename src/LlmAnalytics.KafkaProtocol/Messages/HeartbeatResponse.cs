using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Whether the member is to rejoin. Source: Kafka's HeartbeatResponse.json, versions 0 to 4.</summary>
public sealed class HeartbeatResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => HeartbeatRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none. From version 1.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 1)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        ErrorCode = wire.ErrorCode(ErrorCode);
    }
}
