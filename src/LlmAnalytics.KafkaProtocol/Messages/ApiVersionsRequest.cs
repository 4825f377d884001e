using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks a broker which requests it speaks, in which versions. Source: Kafka's ApiVersionsRequest.json, versions 0 to 4.</summary>
/// <remarks>
/// The first request on a connection, sent before anything is agreed upon: a broker that doesn't know its version answers with
/// <see cref="Errors.ErrorCode.UnsupportedVersion"/> in a body of version 0 (KIP-511).
/// </remarks>
public sealed class ApiVersionsRequest : KafkaRequest<ApiVersionsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.ApiVersions, 0, 4, FirstFlexibleVersion: 3);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The client library's name (from version 3); the broker takes letters, digits, dots and hyphens only, and not an empty one.</summary>
    public string ClientSoftwareName { get; set; } = "";

    /// <summary>The client library's version (from version 3); the same letters as in the name.</summary>
    public string ClientSoftwareVersion { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 3)
        {
            ClientSoftwareName = wire.String(ClientSoftwareName);
            ClientSoftwareVersion = wire.String(ClientSoftwareVersion);
        }
    }
}
