using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>
/// What precedes a response: header version 1 (with tagged fields) where the request's version is flexible, 0 where not, and always 0 for ApiVersions,
/// since its answer must be readable before anything is agreed upon (KIP-511). Source: Kafka's ResponseHeader.json.
/// </summary>
public sealed class ResponseHeader : WireStruct
{
    /// <summary>The number that the request had.</summary>
    public int CorrelationId { get; set; }

    /// <summary>Whether the header of the answer to a request has tagged fields.</summary>
    public static bool IsFlexible(ApiSpec api, short version)
    {
        ArgumentNullException.ThrowIfNull(api);
        return api.Key != ApiKey.ApiVersions && api.IsFlexible(version);
    }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => CorrelationId = wire.Int32(CorrelationId);
}
