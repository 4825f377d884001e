using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Topology;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Whether the cluster serves: its state, and that each slot has one master.</summary>
internal static class StateChecks
{
    public static IEnumerable<HealthCheck> State(CheckContext context)
    {
        const string name = RedisChecks.ClusterState;
        var states = context.Nodes.Select(node => (Node: node, State: context.Last.LookOf(node)?.ClusterInfo?.Text("cluster_state"))).ToList();
        var failing = states.Where(item => item.State is not (null or "ok")).Select(item => item.Node.ToString()).ToList();
        var findings = new List<HealthCheck>();
        if (context.IsNone)
        {
            // Some servers call even that ok.
            findings.Add(Failed(name, Critical, "no cluster", "ok", "The nodes are not a cluster yet: no node knows another one, and no slot is assigned.", null, "Initialize-LlmRedisCluster"));
        }
        else if (failing.Count > 0)
        {
            findings.Add(Failed(name, Critical, "fail", "ok",
                failing.Count == states.Count ? "All nodes say that the cluster fails: clients are refused."
                : $"{Count(failing.Count, "node")} of {states.Count} say that the cluster fails, and refuse clients: {Join(failing)}.",
                failing.Count == states.Count ? null : Join(failing), $"See the other checks; redis-cli --cluster check {context.Nodes[0].Place.Address}"));
        }

        return Conclusion.Draw(context, name, Critical, Parts.ClusterInfo, states.Where(item => item.State is null).Select(item => item.Node), findings,
            () => Passed(name, Critical, "ok", "ok", $"All {Count(states.Count, "node")} say that the cluster is ok."));
    }

    public static IEnumerable<HealthCheck> Coverage(CheckContext context)
    {
        const string name = RedisChecks.SlotCoverage;
        var picture = context.Last;
        var findings = new List<HealthCheck>();
        var infos = context.Nodes.Select(node => (Node: node, Info: picture.LookOf(node)?.ClusterInfo)).Where(item => item.Info is not null).ToList();
        var unassigned = Uncovered(picture);
        var short_ = infos.Where(item => item.Info!.Long("cluster_slots_assigned") < SlotRange.Total).ToList();
        if (unassigned.Count > 0 && picture.Members.Count > 0)
        {
            findings.Add(Failed(name, Critical, $"{SlotRange.Total - unassigned.Count} of {SlotRange.Total}", $"{SlotRange.Total}",
                $"{Count(unassigned.Count, "slot")} without a master: {SlotRange.Text(SlotRange.Of(unassigned))}.", $"slots {SlotRange.Text(SlotRange.Of(unassigned))}",
                picture.Owners.Any() ? $"redis-cli --cluster fix {context.Nodes[0].Place.Address}" : "Initialize-LlmRedisCluster"));
        }
        else if (short_.Count > 0)
        {
            findings.Add(Failed(name, Critical, $"{short_.Min(item => item.Info!.Long("cluster_slots_assigned"))} of {SlotRange.Total}", $"{SlotRange.Total}",
                $"Some nodes know no master of some slots, though one claims them: {Join(short_.Select(item => item.Node.ToString()))}.", Join(short_.Select(item => item.Node.ToString())),
                $"redis-cli --cluster check {context.Nodes[0].Place.Address}"));
        }

        var failed = infos.Select(item => item.Info!.Long("cluster_slots_fail") ?? 0).DefaultIfEmpty().Max();
        var suspected = infos.Select(item => item.Info!.Long("cluster_slots_pfail") ?? 0).DefaultIfEmpty().Max();
        if (failed > 0)
        {
            findings.Add(Failed(name, Critical, $"{failed} failing", "none failing", $"The master of {Count(failed, "slot")} has failed, and no replica has taken over.", Owners(picture, line => line.IsFailed),
                $"Start the master, or let its replica take over: {Conclusion.Cli(ReplicaOfFailed(picture))} CLUSTER FAILOVER TAKEOVER"));
        }
        else if (context.SilentOwners is { Count: > 0 } silent)
        {
            findings.Add(Failed(name, Critical, $"{SlotRange.Total - unassigned.Count - silent.Sum(line => line.SlotCount)} of {SlotRange.Total}", $"{SlotRange.Total}",
                $"The master of {Count(silent.Sum(line => line.SlotCount), "slot")} doesn't answer, and no replica has taken over: {Join(silent.Select(line => picture.NameOf(line.Id)))}.",
                Join(silent.Select(line => picture.NameOf(line.Id))), "Start the master. A replica takes over after cluster-node-timeout, where the server does that (Garnet doesn't)."));
        }
        else if (suspected > 0)
        {
            findings.Add(Failed(name, Warning, $"{suspected} in doubt", "none failing", $"Some nodes don't reach the master of {Count(suspected, "slot")}.",
                Join(picture.Views.Where(view => view.Line is { IsSuspect: true, SlotCount: > 0 }).Select(view => picture.NameOf(view.Line.Id)).Distinct()),
                "Look at that master; after cluster-node-timeout a replica takes over."));
        }

        return Conclusion.Draw(context, name, Critical, Parts.ClusterNodes, context.Nodes.Where(node => picture.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Critical, $"{SlotRange.Total} of {SlotRange.Total}", $"{SlotRange.Total}", $"All {SlotRange.Total} slots are served."));
    }

    public static IEnumerable<HealthCheck> SlotOwners(CheckContext context)
    {
        const string name = RedisChecks.SlotOwners;
        var picture = context.Last;
        var findings = DoubleClaims(picture).GroupBy(claim => string.Join(' ', claim.Value)).Select(group =>
        {
            var slots = SlotRange.Text(SlotRange.Of(group.Select(claim => claim.Key)));
            var owners = group.First().Value;
            return Failed(name, Critical, $"{owners.Count} owners", "one owner", $"Slots claimed by {Count(owners.Count, "master")} at once, {Join(owners.Select(picture.NameOf))}: {slots}.", $"slots {slots}",
                $"On the one that is to have it: {Conclusion.Cli(picture.PlaceOf(owners[^1]))} CLUSTER BUMPEPOCH; redis-cli --cluster fix {picture.Members[0].Place.Address}");
        }).ToList();
        return Conclusion.Draw(context, name, Critical, Parts.ClusterNodes, context.Nodes.Where(node => picture.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Critical, "one owner each", "one owner each", "No slot is claimed by two masters."));
    }

    /// <summary>Slots that several masters claim, each for itself, with the ids of those.</summary>
    public static IReadOnlyList<KeyValuePair<int, List<string>>> DoubleClaims(Picture picture)
    {
        var claims = new Dictionary<int, List<string>>();
        foreach (var line in picture.Members.Select(member => picture.LookOf(member)!.Myself!).Where(line => line.IsMaster))
        {
            foreach (var slot in line.Slots.SelectMany(range => range.Slots))
            {
                (claims.TryGetValue(slot, out var owners) ? owners : claims[slot] = []).Add(line.Id);
            }
        }

        return [.. claims.Where(claim => claim.Value.Count > 1)];
    }

    /// <summary>Slots that no node is said to own.</summary>
    public static IReadOnlyList<int> Uncovered(Picture picture)
    {
        var owned = new bool[SlotRange.Total];
        foreach (var slot in picture.Owners.SelectMany(line => line.Slots).SelectMany(range => range.Slots))
        {
            owned[slot] = true;
        }

        return [.. Enumerable.Range(0, SlotRange.Total).Where(slot => !owned[slot])];
    }

    private static (string Host, int Port)? ReplicaOfFailed(Picture picture) =>
        picture.Replicas.FirstOrDefault(replica => replica.MasterId is { } master && picture.Known.GetValueOrDefault(master) is { IsFailed: true, SlotCount: > 0 } && picture.Find(replica.Id) is not null) is { } line
            ? picture.PlaceOf(line.Id) : null;

    private static string Owners(Picture picture, Func<NodeLine, bool> isSo) => Join(picture.Known.Values.Where(line => line.SlotCount > 0 && isSo(line)).Select(line => picture.NameOf(line.Id)));
}
