using System.Collections.Concurrent;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kubernetes;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>The zones of Kubernetes nodes. A node stays in its zone: each is asked for once.</summary>
internal sealed class ZoneMap(KubernetesApi api, IOperation operation)
{
    private readonly ConcurrentDictionary<string, string?> _zones = new(StringComparer.Ordinal);
    private volatile bool _forbidden;

    /// <summary>Learns the zones of the nodes that aren't known yet. Without the right to, it says so once, and no zone is known.</summary>
    public async Task ReadAsync(IEnumerable<string> nodes, CancellationToken cancellationToken)
    {
        var unknown = nodes.Distinct(StringComparer.Ordinal).Where(node => !_zones.ContainsKey(node)).ToList();
        if (_forbidden || unknown.Count == 0)
        {
            return;
        }

        try
        {
            await Task.WhenAll(unknown.Select(node => ReadOneAsync(node, cancellationToken))).ConfigureAwait(false);
        }
        catch (ProblemException e) when (e.Problem.ErrorId == ErrorIds.KubernetesAuthorizationFailed)
        {
            _forbidden = true;
            operation.Warn($"The zones of the Kubernetes nodes are unknown, placement is by node alone: {e.Problem.Message}");
        }
    }

    /// <summary>The node's zone; null where it isn't known.</summary>
    public string? Find(string node) => _zones.GetValueOrDefault(node);

    private async Task ReadOneAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            _zones[node] = await api.ReadZoneAsync(node, cancellationToken).ConfigureAwait(false);
        }
        catch (ProblemException e) when (e.Problem.ErrorId == ErrorIds.KubernetesPodsNotFound)
        {
            // The node left the cluster since its pod was listed; the pod will follow it.
            _zones[node] = null;
        }
    }
}
