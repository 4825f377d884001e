using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>What stops the making of a cluster, in the words of the person who has to mend it.</summary>
internal static class InitializationProblems
{
    public static ProblemException TooFewMasters(int nodes, int replicas) => NodeCount(
        $"{nodes} nodes with {replicas} replicas a master make {nodes / (replicas + 1)} masters; a Redis Cluster needs at least 3.",
        $"Use at least {3 * (replicas + 1)} nodes, or fewer replicas a master.");

    public static ProblemException NegativeReplicas(int replicas) =>
        NodeCount($"{replicas} replicas a master can't be.", "Give 0 or more for ReplicasPerMaster.");

    public static ProblemException TooFewNodes(int wanted, IReadOnlyList<NodePlace> found) => NodeCount(
        $"{wanted} nodes were asked for, {found.Count} were found: {List(found)}.", "Name all nodes, or give the number that there is by -NodeCount.");

    public static ProblemException TooManyNodes(int wanted, IReadOnlyList<NodePlace> found) => NodeCount(
        $"{wanted} nodes were asked for, {found.Count} were found: {List(found)}.",
        "Give the number that there is by -NodeCount, or let the extra nodes become replicas (-ExtraNodesAsReplicas).");

    /// <summary>Nodes that did not get ready, each with its reason.</summary>
    public static ProblemException NotReady(IReadOnlyList<string> waiting, Exception cause) => new(
        new Problem(ErrorIds.RedisNodesNotReady, ProblemCategory.OperationTimeout, $"Not ready in time: {string.Join("; ", waiting)}.", null,
            "Look into these nodes' logs and events, or give them more time by -TimeoutSec. Nothing was written."),
        cause);

    public static ProblemException HostNotFound(NodePlace place, string host, Exception cause) => new(
        new Problem(ErrorIds.RedisHostNotFound, ProblemCategory.ConnectionError,
            $"{place} can't be introduced to the others: the name '{host}' has no address here, and nodes meet by addresses.", place.Address,
            "Give the node's IP address, or set cluster-announce-ip on it."),
        cause);

    /// <summary>What was found about every node.</summary>
    public static ProblemException Preflight(IReadOnlyList<PreflightFinding> findings)
    {
        // One kind of problem keeps its own name; several are a report.
        var kind = findings.All(finding => finding.ErrorId == findings[0].ErrorId) ? findings[0] : null;
        var nodes = findings.Select(finding => finding.Node).Distinct(StringComparer.Ordinal).ToList();
        return new ProblemException(new Problem(
            kind?.ErrorId ?? ErrorIds.RedisPreflightFailed,
            kind?.Category ?? ProblemCategory.InvalidOperation,
            $"The nodes can't be made a cluster; nothing was written. {string.Join("; ", findings)}.",
            string.Join(", ", nodes),
            string.Join(" ", findings.Select(finding => finding.Action).Distinct(StringComparer.Ordinal))));
    }

    public static ProblemException ForeignWhileMeeting(string node, string ids) => new(new Problem(
        ErrorIds.RedisInitializationFailed, ProblemCategory.InvalidOperation,
        $"{node} came to know nodes that are not among those to be joined ({ids}): something else joins it to another cluster. No node was introduced to another.", node,
        "Find out what else joins these nodes, stop it, reset the node (CLUSTER RESET HARD) and run again."));

    /// <summary>The deadline passed in a step; what is missing, node by node.</summary>
    public static ProblemException Unfinished(string step, IReadOnlyList<string> missing, Exception cause) => new(
        new Problem(ErrorIds.RedisInitializationFailed, ProblemCategory.OperationTimeout,
            $"Not done in time while {step}{(missing.Count > 0 ? $": {string.Join("; ", missing)}" : "")}.", null,
            "Mend what is named, then run the command again: it goes on from there. -TimeoutSec gives it more time."),
        cause);

    /// <summary>A step failed, and would again.</summary>
    public static ProblemException Failed(string step, Exception failure) => new(
        new Problem(ErrorIds.RedisInitializationFailed, ProblemCategory.InvalidResult, $"Failed while {step}: {failure.Message.TrimEnd('.')}.",
            (failure as NodeErrorException)?.Place.Address ?? (failure as ProblemException)?.Problem.Target,
            "Mend what is named, then run the command again: it goes on from there."),
        failure);

    private static ProblemException NodeCount(string message, string action) =>
        new(new Problem(ErrorIds.RedisNodeCountInvalid, ProblemCategory.InvalidArgument, message, null, action));

    private static string List(IReadOnlyList<NodePlace> found) => found.Count == 0 ? "none" : string.Join(", ", found);
}
