using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>Looks for every reason, at every node, not to make a cluster of them. Sends nothing.</summary>
internal static class Preflight
{
    /// <param name="facts">All nodes that could be asked.</param>
    /// <param name="masters">The masters that there are to be.</param>
    public static IEnumerable<PreflightFinding> Check(IReadOnlyList<NodeFacts> facts, int masters)
    {
        var members = facts.Where(node => node.IsClusterMode && !node.IsLoading).ToList();
        return
        [
            .. facts.SelectMany(Mode),
            .. members.SelectMany(Keys),
            .. Membership.Check(members),
            .. Generations(members),
            .. Authentication.Check(members),
            .. Masters(members, masters),
        ];
    }

    /// <summary>What the user may not do, for those cases in which it has to be done.</summary>
    public static IEnumerable<PreflightFinding> Rights(IReadOnlyList<NodeFacts> facts) => facts
        .Where(node => node.Denied.Count > 0)
        .Select(node => new PreflightFinding(
            node.Place.ToString(), $"the user may not use {string.Join(", ", node.Denied)}",
            $"Allow on every node: {string.Join(' ', node.Denied.Select(command => $"+{command.ToLowerInvariant().Replace(' ', '|')}"))}.")
        {
            ErrorId = ErrorIds.RedisAuthorizationFailed,
            Category = ProblemCategory.PermissionDenied,
        });

    /// <summary>What stands between a half-made cluster and its completion.</summary>
    public static IEnumerable<PreflightFinding> Obstacles(InitializationPlan plan) =>
    [
        .. plan.Masters.Where(master => master.Facts.Myself.IsReplica).Select(master => new PreflightFinding(
            master.Facts.Place.ToString(), "would have to become a master and is a replica of a master without slots", "Reset it (CLUSTER RESET) and run again.")),
        .. plan.Masters.Where(master => master.Slots.Count == 0).Select(master => new PreflightFinding(
            master.Facts.Place.ToString(), "would be a master without slots: others own all of them",
            "Ask for the masters that there are (-NodeCount, -ReplicasPerMaster), or move slots first: an initialization takes none away.")),
    ];

    private static IEnumerable<PreflightFinding> Mode(NodeFacts node)
    {
        if (!node.IsClusterMode)
        {
            yield return new PreflightFinding(node.Place.ToString(), "is not in cluster mode", "Start it with cluster-enabled yes.") { ErrorId = ErrorIds.RedisClusterModeOff };
        }
        else if (node.IsLoading)
        {
            yield return new PreflightFinding(node.Place.ToString(), "is loading its data", "Wait until it has loaded, then run again.");
        }
        else if (node.Myself.BusPort > ushort.MaxValue)
        {
            yield return new PreflightFinding(
                node.Place.ToString(), $"its bus port {node.Myself.BusPort} can't be one", "Use a port up to 55535, or set cluster-port or cluster-announce-bus-port.");
        }
    }

    /// <summary>Keys are no hindrance where the cluster serves all slots already: then they are in use, and stay where they are.</summary>
    private static IEnumerable<PreflightFinding> Keys(NodeFacts node)
    {
        var serves = node.SeesAllSlots && (node.Myself.Slots.Count > 0 || node.Myself.IsReplica);
        if (node.Keys > 0 && !serves)
        {
            yield return new PreflightFinding(
                node.Place.ToString(), $"is not empty: it holds {node.Keys} keys", "Use nodes without data; FLUSHALL and CLUSTER RESET HARD empty one whose data nobody needs.");
        }
    }

    private static IEnumerable<PreflightFinding> Generations(List<NodeFacts> members)
    {
        var usual = members.GroupBy(node => node.Generation, StringComparer.Ordinal).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;
        return members.Where(node => node.Generation != usual).Select(node => new PreflightFinding(
            node.Place.ToString(), $"runs {node.Version}, most others {usual}", "Run one major version of one server on all nodes."));
    }

    private static IEnumerable<PreflightFinding> Masters(List<NodeFacts> members, int masters)
    {
        var owners = members.Where(node => node.Myself.Slots.Count > 0).ToList();
        return owners.Count > masters
            ? owners.Select(node => new PreflightFinding(
                node.Place.ToString(), $"owns the slots {SlotRange.Text(node.Myself.Slots)}: there are {owners.Count} masters with slots, and {masters} were asked for",
                "Ask for what there is by -NodeCount and -ReplicasPerMaster: masters with slots are not taken away."))
            : [];
    }
}
