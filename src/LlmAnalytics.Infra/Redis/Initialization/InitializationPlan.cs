using System.Globalization;
using LlmAnalytics.Infra.Redis.Placement;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>What is to become of the nodes, and what is left to do for it.</summary>
/// <param name="Nodes">All nodes in the order of the shards, masters first.</param>
/// <param name="Figures">What the placement achieves.</param>
/// <param name="IsFresh">Whether no node had slots or knew another.</param>
/// <param name="Warnings">What the operator should know.</param>
internal sealed record InitializationPlan(IReadOnlyList<PlannedNode> Nodes, PlacementFigures Figures, bool IsFresh, IReadOnlyList<string> Warnings)
{
    /// <summary>Above so many nodes one of them meets all, and gossip does the rest: a full mesh of introductions would be slower.</summary>
    public const int MeshLimit = 32;

    public IEnumerable<PlannedNode> Masters => Nodes.Where(node => node.Master is null);

    public IEnumerable<PlannedNode> Replicas => Nodes.Where(node => node.Master is not null);

    /// <summary>Whether any step towards the cluster is left.</summary>
    public bool HasSteps => Nodes.Any(node => node.HasSteps);

    /// <summary>Whether an earlier run left settings to be put back.</summary>
    public bool HasSettings => Nodes.Any(node => node.Settings.Count > 0);

    /// <summary>What every node should say of every other in the end, by id.</summary>
    public IReadOnlyDictionary<string, string> Roles => Nodes.ToDictionary(node => node.Facts.Id, node => NodeSnapshot.Role(node.Master?.Id, node.Slots), StringComparer.Ordinal);

    /// <summary>The plan as it is shown.</summary>
    public IReadOnlyList<RedisNodePlan> Describe() =>
    [
        .. Nodes.Select(node => new RedisNodePlan
        {
            Endpoint = node.Facts.Place.Address,
            Pod = node.Facts.Place.Pod,
            Machine = node.Facts.Place.KubernetesNode ?? node.Facts.Place.Host,
            Zone = node.Facts.Place.Zone,
            Role = node.Master is null ? "Master" : "Replica",
            Shard = node.Shard,
            Slots = SlotRange.Text(node.Slots),
            Master = node.Master?.Place.Address,
            Commands = string.Join("; ", node.Commands(HasSteps)),
        }),
    ];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Masters.Count()} masters and {Replicas.Count()} replicas; {Figures}; {Nodes.Sum(node => node.Commands(HasSteps).Count())} commands");
}
