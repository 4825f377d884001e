using System.Globalization;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>A node that is to get a shard: where it is, and what it is already in a cluster that was left half-made.</summary>
internal sealed record PlacementNode(NodePlace Place)
{
    /// <summary>The slots that it owns: with any, it stays a master.</summary>
    public IReadOnlyList<SlotRange> Slots { get; init; } = [];

    /// <summary>The address of the master that it replicates; null for none.</summary>
    public string? Master { get; init; }

    public string Address => Place.Address;

    /// <summary>The zone; null where it isn't known. Two nodes without a known zone share none.</summary>
    public string? Zone => Place.Zone;

    /// <summary>The machine that takes the node down with it: the Kubernetes node, else the host.</summary>
    public string Machine => Place.KubernetesNode ?? Place.Host;

    /// <summary>By zone, machine, address and ordinal: every zone and every machine is one run of neighbours.</summary>
    public static IReadOnlyList<PlacementNode> Sort(IEnumerable<PlacementNode> nodes) =>
    [
        .. nodes
            .OrderBy(node => node.Zone ?? "", StringComparer.Ordinal)
            .ThenBy(node => node.Machine, StringComparer.Ordinal)
            .ThenBy(node => node.Place.Pod is null ? node.Place.Host : "", StringComparer.Ordinal)
            .ThenBy(node => Ordinal(node.Place))
            .ThenBy(node => node.Address, StringComparer.Ordinal),
    ];

    // The number that a StatefulSet gives its pods; a pod's address changes with each restart and would make the plan another one.
    private static int Ordinal(NodePlace place)
    {
        var digits = place.Pod is { } pod ? pod[(pod.LastIndexOf('-') + 1)..] : "";
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : place.Port;
    }
}
