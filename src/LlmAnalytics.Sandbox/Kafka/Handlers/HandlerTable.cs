using System.Collections.Frozen;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Network;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Answers a request; null for no answer at all (records that nobody waits to have confirmed).</summary>
internal delegate ValueTask<KafkaMessage?> RequestHandler(RequestContext context, KafkaMessage request, CancellationToken cancellationToken);

/// <summary>
/// Which requests the simulation answers, and by what: one line each. A request that is not here is not in the answer to ApiVersions either, so that clients
/// know at once.
/// </summary>
internal static class HandlerTable
{
    private static readonly FrozenDictionary<ApiKey, RequestHandler> Handlers = new Dictionary<ApiKey, RequestHandler>
    {
        [ApiKey.Metadata] = Sync<MetadataRequest>(MetadataHandler.Handle),
        [ApiKey.SaslHandshake] = Sync<SaslHandshakeRequest>(SaslHandshakeHandler.Handle),
        [ApiKey.ApiVersions] = Sync<ApiVersionsRequest>(ApiVersionsHandler.Handle),
        [ApiKey.CreateTopics] = Sync<CreateTopicsRequest>(CreateTopicsHandler.Handle),
        [ApiKey.DeleteTopics] = Sync<DeleteTopicsRequest>(DeleteTopicsHandler.Handle),
        [ApiKey.DescribeConfigs] = Sync<DescribeConfigsRequest>(DescribeConfigsHandler.Handle),
        [ApiKey.SaslAuthenticate] = Sync<SaslAuthenticateRequest>(SaslAuthenticateHandler.Handle),
        [ApiKey.DescribeCluster] = Sync<DescribeClusterRequest>(DescribeClusterHandler.Handle),
    }.ToFrozenDictionary();

    /// <summary>The requests that are answered.</summary>
    public static IEnumerable<ApiSpec> Apis => MessageCatalog.Entries.Select(entry => entry.Api).Where(api => Handlers.ContainsKey(api.Key));

    /// <summary>What answers a request; null for nothing.</summary>
    public static RequestHandler? Find(ApiKey key) => Handlers.GetValueOrDefault(key);

    private static RequestHandler Sync<T>(Func<RequestContext, T, KafkaMessage?> handle)
        where T : KafkaMessage => (context, request, _) => ValueTask.FromResult(handle(context, (T)request));
}
