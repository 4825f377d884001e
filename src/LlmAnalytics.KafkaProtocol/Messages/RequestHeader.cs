using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>
/// What precedes a request: header version 2 where the request's version is flexible, 1 where not. The client id keeps its old two-byte length in both.
/// Source: Kafka's RequestHeader.json.
/// </summary>
public sealed class RequestHeader : WireStruct
{
    /// <summary>The request.</summary>
    public ApiKey ApiKey { get; set; }

    /// <summary>The version of the request.</summary>
    public short ApiVersion { get; set; }

    /// <summary>The number that the response will repeat.</summary>
    public int CorrelationId { get; set; }

    /// <summary>The client's name for the broker's log and quotas.</summary>
    public string? ClientId { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ApiKey = (ApiKey)wire.Int16((short)ApiKey);
        ApiVersion = wire.Int16(ApiVersion);
        CorrelationId = wire.Int32(CorrelationId);
        ClientId = wire.LegacyNullableString(ClientId);
    }
}
