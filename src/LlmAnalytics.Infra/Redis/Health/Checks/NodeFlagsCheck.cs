using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>What the nodes' flags say of others: failed, in doubt, unmet, without an address.</summary>
internal static class NodeFlagsCheck
{
    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = RedisChecks.NodeFlags;
        var picture = context.Last;
        var findings = new List<HealthCheck>();
        var flagged = picture.Views.Where(view => !view.Line.IsMyself).GroupBy(view => view.Line.Id).ToList();
        foreach (var views in flagged.Where(views => views.Any(view => view.Line.IsFailed)))
        {
            var (by, node) = (views.Count(view => view.Line.IsFailed), picture.NameOf(views.Key));
            var role = views.First().Line.IsMaster ? "master" : "replica";
            findings.Add(Failed(name, Critical, "fail", "no flag", $"The cluster has given up {role} {node} ({by} of {Count(picture.Members.Count, "node")} say so).", node,
                $"Start it again; if it is gone for good: {Conclusion.CliAll(context)} CLUSTER FORGET {views.Key}"));
        }

        foreach (var views in flagged.Where(views => views.Any(view => view.Line.IsSuspect) && !views.Any(view => view.Line.IsFailed)))
        {
            var tellers = Join(views.Where(view => view.Line.IsSuspect).Select(view => view.Teller.ToString()));
            var node = picture.NameOf(views.Key);
            findings.Add(Failed(name, Warning, "fail?", "no flag", $"{node} is not reached by {tellers}.", node, $"{Conclusion.Cli(picture.PlaceOf(views.Key))} PING; look at the network between the nodes, the bus' port (port + 10000) too."));
        }

        foreach (var views in flagged.Where(views => views.Any(view => view.Line.Flags.Contains("noaddr"))))
        {
            findings.Add(Failed(name, Warning, "noaddr", "no flag", $"Nobody can reach node {views.Key}: its address isn't known to {Join(views.Where(view => view.Line.Flags.Contains("noaddr")).Select(view => view.Teller.ToString()))}.",
                views.Key, $"Let it be met again: {Conclusion.Cli(picture.Members[0])} CLUSTER MEET <its host> <its port>; if it is gone: {Conclusion.CliAll(context)} CLUSTER FORGET {views.Key}"));
        }

        // A node that is being met has a made-up id, another one at each teller; the address stays.
        var unmet = picture.Views.Where(view => view.Line.IsHandshake).Select(view => view.Line.Address ?? view.Line.Id).Distinct().ToList();
        var lasting = unmet.Where(address => context.Later is null || context.Picture.Views.Any(view => view.Line.IsHandshake && (view.Line.Address ?? view.Line.Id) == address)).ToList();
        if (lasting.Count > 0)
        {
            findings.Add(Failed(name, Warning, "handshake", "no flag", $"Nodes are being met, and don't answer as nodes of a cluster: {Join(lasting)}.", Join(lasting),
                "Check the addresses that CLUSTER MEET was given, and that the bus' port (port + 10000) can be reached; the handshake is given up after cluster-node-timeout."));
        }

        return Conclusion.Draw(context, name, Critical, Parts.ClusterNodes, context.Nodes.Where(node => picture.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Critical, "no flag", "no flag", "No node is failing in the eyes of another one."));
    }
}
