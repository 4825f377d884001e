using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Configuration;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis;

/// <summary>The way to a cluster's nodes: settings resolved once, a source of nodes, connections on demand.</summary>
internal sealed class RedisEngine : IRedisEngine
{
    public RedisConnection Open(RedisConnectionRequest request, IOperation operation) => new(OpenCluster(request, operation));

    public async Task<RedisConnection> ConnectAsync(RedisConnectionRequest request, IOperation operation, CancellationToken cancellationToken)
    {
        var cluster = OpenCluster(request, operation);
        try
        {
            await cluster.ConnectAsync(operation, cancellationToken).ConfigureAwait(false);
            return new RedisConnection(cluster);
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static RedisClusterClient OpenCluster(RedisConnectionRequest request, IOperation operation)
    {
        var settings = RedisSettingsResolver.Resolve(request, Environment.GetEnvironmentVariable);
        try
        {
            var pool = new NodePool(settings.Places is { } places ? new DirectNodes(places) : PodNodes.Create(request, operation), settings.Access);
            operation.Verbose($"Redis: {pool.Source.Description.Target}, {(pool.Tls ? "TLS" : "plain text")}");
            return new RedisClusterClient(pool);
        }
        catch
        {
            settings.Access.Dispose();
            throw;
        }
    }
}
