using System.Collections.Concurrent;
using LlmAnalytics.Sandbox.Kafka.Controllers;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka;

/// <content>The controllers: the first brokers of the cluster, one of which is active.</content>
public sealed partial class SimulatedKafkaCluster
{
    private readonly ConcurrentDictionary<int, QuorumNode> _silentNodes = [];

    /// <summary>The active controller's node; -1 where too few controllers are left to choose one.</summary>
    public int ControllerId => Quorum().LeaderId;

    private int ControllerCount => Math.Clamp(_options.Controllers, 1, _options.Brokers);

    private Quorum Quorum()
    {
        var cluster = _services.Controller.Current;
        var nodes = _nodes.Values.OrderBy(node => node.Id).Select(node => _silentNodes.GetValueOrDefault(node.Id) ?? Reading(node.Id, cluster)).ToList();
        var hasMajority = nodes.Take(ControllerCount).Count(node => !_silentNodes.ContainsKey(node.Id)) > ControllerCount / 2;
        return new Quorum(hasMajority ? cluster.ControllerId : -1, cluster.ControllerEpoch, [.. nodes.Take(ControllerCount)], [.. nodes.Skip(ControllerCount)]);
    }

    // No controller's port is open: nobody but controllers talks to it. The brokers' first one stands in for it.
    private QuorumNode Reading(int id, ClusterState cluster) =>
        new(id, id <= ControllerCount ? Node(id).Ports[SimulatedListener.Plaintext] : 0, cluster.Offset + 1, DateTimeOffset.UtcNow);

    private void Silence(int brokerId)
    {
        _silentNodes.TryAdd(brokerId, Reading(brokerId, _services.Controller.Current));
        Elect();
        _sessions.Start(brokerId);
    }

    /// <summary>A node is back. Only controllers with a majority let brokers in again; those that just got it wait anew for the ones that are silent.</summary>
    private void Return(int brokerId)
    {
        var hadMajority = ControllerId >= 0;
        _sessions.Stop(brokerId);
        _silentNodes.TryRemove(brokerId, out _);
        Elect();
        if (ControllerId < 0)
        {
            return;
        }

        var returning = hadMajority ? [brokerId] : Brokers.Where(id => !_silentNodes.ContainsKey(id)).ToArray();
        _services.Controller.Update(cluster => returning.Aggregate(cluster, BrokerLiveness.Unfence));
        if (!hadMajority)
        {
            foreach (var silent in _silentNodes.Keys)
            {
                _sessions.Stop(silent);
                _sessions.Start(silent);
            }
        }
    }

    /// <summary>Makes another controller the active one where that one is silent.</summary>
    private void Elect() => _services.Controller.Update(cluster =>
    {
        var next = Enumerable.Range(1, ControllerCount).FirstOrDefault(id => !_silentNodes.ContainsKey(id));
        return next != 0 && _silentNodes.ContainsKey(cluster.ControllerId) ? cluster with { ControllerId = next, ControllerEpoch = cluster.ControllerEpoch + 1 } : cluster;
    });

    /// <summary>Fences a broker whose session timed out. Without a majority of controllers nobody is there to do so.</summary>
    private void Expire(int brokerId)
    {
        if (ControllerId >= 0)
        {
            Fence(brokerId);
        }
    }
}
