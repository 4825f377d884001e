using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Whether the nodes that were found and those that the cluster knows are the same, at the same addresses.</summary>
internal static class IdentityChecks
{
    public static IEnumerable<HealthCheck> Foreign(CheckContext context)
    {
        const string name = RedisChecks.ForeignNodes;
        const string expected = "one cluster";
        var picture = context.Last;
        var findings = new List<HealthCheck>();
        foreach (var node in picture.Outsiders)
        {
            var others = picture.LinesOf(node).Count(line => !line.IsHandshake) - 1;
            var slots = picture.LookOf(node)!.Myself!.SlotCount;
            findings.Add(others > 0 || slots > 0
                ? Failed(name, Critical, "another cluster", expected, $"{node} belongs to another cluster, {(others > 0 ? $"with {Count(others, "other node")}" : "of its own")}. Whoever lets the two meet merges them.", node.ToString(),
                    $"Leave it out, or make it empty first: {Conclusion.Cli(node)} CLUSTER RESET HARD")
                : Failed(name, Warning, "in no cluster", expected, $"{node} is in no cluster.", node.ToString(),
                    $"redis-cli --cluster add-node {node.Place.Address} {(picture.Members.Count > 0 ? picture.Members[0].Place.Address : null)} --cluster-slave, or leave it out."));
        }

        if (context.Survey.Nodes.Any(node => node.Place.Pod is not null))
        {
            findings.AddRange(NotPods(context));
        }

        return Conclusion.Draw(context, name, Critical, Parts.ClusterNodes, context.Survey.Answering.Where(node => !node.IsLoading && picture.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Critical, expected, expected, $"All {Count(picture.Members.Count, "node")} are of one cluster, and it has no others."));
    }

    public static IEnumerable<HealthCheck> Addresses(CheckContext context)
    {
        const string name = RedisChecks.Addresses;
        var picture = context.Last;
        if (!context.Survey.Nodes.Any(node => node.Place.Pod is not null))
        {
            return [Conclusion.Left(name, Warning, "the nodes were given by their addresses, and have no others.")];
        }

        var findings = new List<HealthCheck>();
        foreach (var node in picture.Members.Where(node => node.Place.Pod is not null))
        {
            var self = picture.LookOf(node)!.Myself!;
            var stale = picture.ViewsOf(self.Id).Where(view => !view.Line.IsMyself && view.Line.HasAddress && view.Line.Host != node.Place.Host).ToList();
            if (stale.Count > 0)
            {
                findings.Add(Failed(name, Warning, Join(stale.Select(view => view.Line.Host).Distinct()), node.Place.Host,
                    $"{Count(stale.Count, "node")} know {node} by an address that it no longer has: {Join(stale.Select(view => view.Line.Host).Distinct())}.", node.ToString(),
                    $"{Conclusion.Cli(stale[0].Teller)} CLUSTER MEET {node.Place.Host} {node.Place.Port}"));
            }
            else if (self.HasAddress && self.Host != node.Place.Host && picture.Members.FirstOrDefault(other => other != node) is { } other)
            {
                // The others learn a new address from whoever comes from there; of its own, a node learns from a MEET alone.
                findings.Add(Failed(name, Warning, self.Host, node.Place.Host,
                    $"{node} takes {self.Host} for its own address, which it no longer has: clients that ask it are sent there.", node.ToString(),
                    $"{Conclusion.Cli(other)} CLUSTER MEET {node.Place.Host} {node.Place.Port}"));
            }
        }

        return Conclusion.Draw(context, name, Warning, Parts.ClusterNodes, context.Nodes.Where(node => picture.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Warning, "the pods' own", "the pods' own", "The cluster knows each pod by the address that the pod has."));
    }

    /// <summary>Nodes that the cluster knows and that are no pod of those that were found. One that is given up anyway is told of as such.</summary>
    private static IEnumerable<HealthCheck> NotPods(CheckContext context)
    {
        var silent = context.Survey.Nodes.Where(node => node.Id is null).Select(node => node.Place.Address).ToHashSet(StringComparer.Ordinal);
        foreach (var line in context.Last.Known.Values.Where(line => !line.IsFailed && line.HasAddress && context.Last.Find(line.Id)?.Place.Pod is null && !silent.Contains(line.Address!)))
        {
            yield return Failed(RedisChecks.ForeignNodes, Critical, "no pod", "one cluster", $"The cluster knows node {line.Id} at {line.Address}, which is none of the pods: another cluster's, if an address was reused.",
                line.Address, $"Find out whose it is before any CLUSTER MEET; if it doesn't belong here: {Conclusion.CliAll(context)} CLUSTER FORGET {line.Id}");
        }
    }
}
