using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>Whether all nodes see the cluster as it was planned, and what is missing where they don't.</summary>
internal static class Agreement
{
    /// <param name="plan">What every node should say.</param>
    /// <param name="snapshots">What each says, in the plan's order.</param>
    /// <returns>A sentence about each node that hangs; those that don't answer first. Empty where the cluster is up.</returns>
    public static IReadOnlyList<string> Missing(InitializationPlan plan, IReadOnlyList<NodeSnapshot> snapshots)
    {
        var roles = plan.Roles;
        var silent = snapshots.Where(snapshot => snapshot.Failure is not null).ToList();
        return
        [
            .. silent.Select(snapshot => snapshot.Failure!.TrimEnd('.')),
            .. plan.Nodes.Zip(snapshots).Where(pair => pair.Second.Failure is null).Select(pair => Missing(plan, roles, pair.First, pair.Second, snapshots)).Where(text => text is not null).Select(text => text!),
        ];
    }

    private static string? Missing(
        InitializationPlan plan, IReadOnlyDictionary<string, string> roles, PlannedNode node, NodeSnapshot snapshot, IReadOnlyList<NodeSnapshot> all)
    {
        var place = node.Facts.Place;
        var others = plan.Nodes.Where(other => other != node).ToList();
        var unknown = others.Where(other => !snapshot.Knows(other.Facts.Id)).ToList();
        if (unknown.Count == others.Count || all.All(other => other == snapshot || !other.Knows(node.Facts.Id)))
        {
            return $"{place} and the other nodes don't get to know each other: is its bus port {node.Facts.MeetHost}:{node.Facts.Myself.BusPort} reachable from them, and theirs from it";
        }

        if (unknown.Count > 0)
        {
            return $"{place} doesn't know {Names(unknown)} yet: are the bus ports open in both directions";
        }

        // The id in a line is known by now; nodes that nobody planned were stopped before.
        NodePlace Place(string id) => plan.Nodes.First(other => other.Facts.Id == id).Facts.Place;
        if (snapshot.View.FirstOrDefault(line => roles.ContainsKey(line.Id) && NodeSnapshot.Role(line.MasterId, line.Slots) != roles[line.Id]) is { } odd)
        {
            return $"{place} sees {Place(odd.Id)} as {NodeSnapshot.Role(odd.MasterId, odd.Slots)}, not as {roles[odd.Id]}";
        }

        if (snapshot.View.FirstOrDefault(line => roles.ContainsKey(line.Id) && !line.IsMyself && (line.IsFailed || line.IsSuspect || !line.HasAddress || !line.IsConnected)) is { } cut)
        {
            return $"{place} has no link to {Place(cut.Id)} over the bus port {cut.Host}:{cut.BusPort}";
        }

        if (!snapshot.IsStateOk)
        {
            return $"{place} doesn't call the cluster ok yet";
        }

        return node.Master is { } master && snapshot.MasterLink != "up" ? $"{place} has not copied the data of {master.Place} yet: can it log in there (masterauth)" : null;
    }

    private static string Names(List<PlannedNode> nodes) => string.Join(", ", nodes.Take(3).Select(node => node.Facts.Place)) + (nodes.Count > 3 ? $" and {nodes.Count - 3} more" : "");
}
