using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>
/// The guard against merging clusters: whom nodes know already must be among those that are to be joined, and what they hold must not be two clusters' own. One MEET
/// between two clusters makes them one for good, so this comes before any.
/// </summary>
internal static class Membership
{
    public static IEnumerable<PreflightFinding> Check(IReadOnlyList<NodeFacts> members) => [.. Twins(members), .. Foreign(members), .. Claims(members), .. Stores(members)];

    /// <summary>The ids of a view that are not ours. A handshake has a made-up id: there the address counts.</summary>
    public static IEnumerable<NodeLine> Strangers(IEnumerable<NodeLine> view, IReadOnlySet<string> ids, IReadOnlySet<(string Host, int Port)> addresses) =>
        view.Where(line => !line.IsMyself && (line.IsHandshake ? !addresses.Contains((line.Host, line.Port)) : !ids.Contains(line.Id)));

    /// <summary>The addresses by which the members are introduced to each other.</summary>
    public static IReadOnlySet<(string Host, int Port)> Addresses(IEnumerable<NodeFacts> members) =>
        members.SelectMany(node => new[] { (node.MeetHost, node.Myself.Port), (node.Myself.Host, node.Myself.Port) }).ToHashSet();

    private static IEnumerable<PreflightFinding> Twins(IReadOnlyList<NodeFacts> members) => members
        .GroupBy(node => node.Id, StringComparer.Ordinal).Where(same => same.Count() > 1)
        .SelectMany(same => same.Skip(1).Select(node => new PreflightFinding(
            node.Place.ToString(), $"is the same node as {same.First().Place} (id {node.Id})",
            "Name every node once; where a node's files were copied to another, reset the copy with CLUSTER RESET HARD.")));

    private static IEnumerable<PreflightFinding> Foreign(IReadOnlyList<NodeFacts> members)
    {
        var ids = members.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        var addresses = Addresses(members);
        foreach (var node in members)
        {
            var strangers = Strangers(node.View, ids, addresses).ToList();
            if (strangers.Count > 0)
            {
                var names = string.Join(", ", strangers.Take(3).Select(line => $"{line.Id[..8]} at {line.Host}:{line.Port}")) + (strangers.Count > 3 ? ", ..." : "");
                yield return new PreflightFinding(
                    node.Place.ToString(), $"belongs to another cluster: it knows {strangers.Count} nodes that are not among these ({names})",
                    "Name all nodes of that cluster, or take this one out of it (CLUSTER FORGET on the others, CLUSTER RESET HARD on this one).");
            }
        }
    }

    /// <summary>A slot that two nodes own is the mark of two clusters.</summary>
    private static IEnumerable<PreflightFinding> Claims(IReadOnlyList<NodeFacts> members)
    {
        var owner = new Dictionary<int, NodeFacts>();
        foreach (var node in members)
        {
            var taken = node.Myself.Slots.SelectMany(range => range.Slots).Where(slot => !owner.TryAdd(slot, node)).ToList();
            if (taken.Count > 0)
            {
                yield return new PreflightFinding(
                    node.Place.ToString(), $"owns slots that {owner[taken[0]].Place} owns too ({SlotRange.Text(SlotRange.Of(taken))}): they are of two clusters",
                    "Name the nodes of one cluster only.");
            }
        }
    }

    /// <summary>Nodes with keys that don't know each other are of two clusters.</summary>
    private static IEnumerable<PreflightFinding> Stores(IReadOnlyList<NodeFacts> members)
    {
        var stores = members.Where(node => node.Keys > 0).ToList();
        return stores.Skip(1).Where(node => !node.Knows(stores[0].Id)).Select(node => new PreflightFinding(
            node.Place.ToString(), $"holds {node.Keys} keys and doesn't know {stores[0].Place}, which holds {stores[0].Keys}: they are of two clusters",
            "Name the nodes of one cluster only."));
    }
}
