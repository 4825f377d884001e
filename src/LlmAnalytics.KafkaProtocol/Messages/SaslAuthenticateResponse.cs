using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The broker's part of one round of a SASL exchange. Source: Kafka's SaslAuthenticateResponse.json, versions 0 to 2.</summary>
public sealed class SaslAuthenticateResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => SaslAuthenticateRequest.Spec;

    /// <summary>Why the exchange failed; none where it goes on or is done.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>What the mechanism says to the client.</summary>
    public byte[] AuthBytes { get; set; } = [];

    /// <summary>Milliseconds after which the broker takes nothing but a new authentication on this connection; 0 for no limit.</summary>
    public long SessionLifetimeMs { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        AuthBytes = wire.Bytes(AuthBytes);
        if (wire.Version >= 1)
        {
            SessionLifetimeMs = wire.Int64(SessionLifetimeMs);
        }
    }
}
