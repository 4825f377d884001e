using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Says what the broker speaks.</summary>
internal static class ApiVersionsHandler
{
    private static readonly (string Name, short Min, short Max, short Level)[] Features =
    [
        ("group.version", 0, 1, 0),
        ("kraft.version", 0, 1, 0),
        ("metadata.version", 7, 30, 30),
        ("transaction.version", 0, 2, 2),
        ("eligible.leader.replicas.version", 0, 1, 1),
    ];

    public static ApiVersionsResponse Handle(RequestContext context, ApiVersionsRequest request)
    {
        if (context.Version >= 3 && !(IsLegal(request.ClientSoftwareName) && IsLegal(request.ClientSoftwareVersion)))
        {
            return new ApiVersionsResponse { ErrorCode = ErrorCode.InvalidRequest };
        }

        return new ApiVersionsResponse
        {
            ApiKeys = [.. HandlerTable.Apis.Select(Range)],
            SupportedFeatures = [.. Features
                .Where(feature => feature.Min > 0 || context.Version >= 4)
                .Select(feature => new SupportedFeatureKey { Name = feature.Name, MinVersion = feature.Min, MaxVersion = feature.Max })],
            FinalizedFeatures = [.. Features
                .Where(feature => feature.Level > 0)
                .Select(feature => new FinalizedFeatureKey { Name = feature.Name, MinVersionLevel = feature.Level, MaxVersionLevel = feature.Level })],
            FinalizedFeaturesEpoch = context.Cluster.Offset,
        };
    }

    /// <summary>The answer to a version that the broker doesn't know (KIP-511), to be sent in version 0.</summary>
    public static ApiVersionsResponse Unsupported() => new()
    {
        ErrorCode = ErrorCode.UnsupportedVersion,
        ApiKeys = [Range(MessageCatalog.Find(ApiKey.ApiVersions)!.Api)],
    };

    // Kafka says that it speaks Produce from 0 on, though it doesn't (KAFKA-18659): librdkafka takes a broker for too old otherwise.
    private static ApiVersion Range(ApiSpec api) => new()
    {
        ApiKey = (short)api.Key,
        MinVersion = api.Key == ApiKey.Produce ? (short)0 : api.OldestVersion,
        MaxVersion = api.MaxVersion,
    };

    // KIP-511: letters and digits, dots and hyphens between them.
    private static bool IsLegal(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
}
