using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the nodes of a Redis cluster: pods by their names, others by their addresses.</summary>
public sealed class LiveRedisNodeCompleter : LiveCompleter<RedisConnection>
{
    /// <inheritdoc/>
    private protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(RedisConnection connection, CancellationToken cancellationToken)
    {
        var nodes = new List<KeyValuePair<string, string>>();
        await foreach (var node in connection.Cluster.GetNodesAsync(new RedisNodeQuery(), new SilentOperation(), cancellationToken))
        {
            var shard = node.Shard is null ? "" : $" of shard {node.Shard}";
            nodes.Add(KeyValuePair.Create(node.Pod ?? node.Endpoint, $"{node.Role ?? "Node"}{shard} at {node.Endpoint} ({node.State})"));
        }

        return [.. nodes.OrderBy(node => node.Key, StringComparer.Ordinal)];
    }
}
