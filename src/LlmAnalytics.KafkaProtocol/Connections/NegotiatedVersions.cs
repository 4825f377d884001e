using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>The versions of each request that a broker speaks, as it said in its answer to ApiVersions.</summary>
public sealed class NegotiatedVersions
{
    private readonly Dictionary<ApiKey, (short Min, short Max)> _ranges;

    internal NegotiatedVersions(IEnumerable<ApiVersion> ranges) =>
        _ranges = ranges.GroupBy(range => (ApiKey)range.ApiKey).ToDictionary(group => group.Key, group => (group.First().MinVersion, group.First().MaxVersion));

    /// <summary>What one may send before the broker has said what it speaks: ApiVersions, in the oldest version.</summary>
    internal static NegotiatedVersions Initial { get; } = new([new ApiVersion { ApiKey = (short)ApiKey.ApiVersions }]);

    /// <summary>Whether broker and library have a version in common.</summary>
    /// <param name="api">The request.</param>
    /// <param name="version">The highest version that both know.</param>
    public bool TryGet(ApiSpec api, out short version)
    {
        ArgumentNullException.ThrowIfNull(api);
        version = -1;
        if (_ranges.TryGetValue(api.Key, out var range))
        {
            version = Math.Min(range.Max, api.MaxVersion);
            return version >= range.Min && version >= api.MinVersion;
        }

        return false;
    }

    internal BrokerConnectionException NotSupported(ApiSpec api, ServerEndPoint endPoint)
    {
        var message = _ranges.TryGetValue(api.Key, out var range)
            ? $"{endPoint} speaks versions {range.Min} to {range.Max} of {api.Key}; versions {api.MinVersion} to {api.MaxVersion} are known here."
            : $"{endPoint} doesn't speak {api.Key} at all: it is older than Kafka 2.8, or a controller and no broker.";
        return new BrokerConnectionException(ConnectionFailure.VersionNotSupported, endPoint, message);
    }
}
