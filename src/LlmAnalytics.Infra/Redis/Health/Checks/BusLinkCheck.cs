using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Topology;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>The links between the nodes, by which they tell each other of failures and slots.</summary>
internal static class BusLinkCheck
{
    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = RedisChecks.BusLinks;
        var picture = context.Last;
        // A link to a node that doesn't answer, or is given up, is down for that reason and told of as such.
        var down = picture.Views.Where(view => view.Line is { IsConnected: false, IsMyself: false, IsHandshake: false, IsFailed: false } && picture.Find(view.Line.Id) is not null)
            .Select(view => (view.Teller, Name: picture.NameOf(view.Line.Id))).ToList();
        var findings = down.GroupBy(link => link.Name).Select(links => Failed(name, Warning, "down", "up", $"The link of {Join(links.Select(link => link.Teller.ToString()))} to {links.Key} is down, though both answer.", links.Key,
            "Let the bus' port (port + 10000) through between the nodes.")).ToList();
        foreach (var node in context.Nodes)
        {
            var full = (node.Links ?? []).Where(link => link.SendBufferBytes > ClusterLink.MaxSendBufferBytes).ToList();
            if (full.Count > 0)
            {
                findings.Add(Failed(name, Warning, $"{full.Max(link => link.SendBufferBytes)} bytes wait", $"at most {ClusterLink.MaxSendBufferBytes}", $"{node} can't get its messages to {Join(full.Select(link => picture.NameOf(link.NodeId)))}.",
                    node.ToString(), $"{Conclusion.Cli(node)} CLUSTER LINKS; look at the network between; cluster-link-sendbuf-limit bounds it."));
            }
        }

        return Conclusion.Draw(context, name, Warning, Parts.Links, context.Nodes.Where(node => node.Links is null), findings,
            () => Passed(name, Warning, "up", "up", "The nodes' links to each other are up."));
    }
}
