using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Topology;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Whether all nodes show the same cluster: the same nodes, roles, slots and epochs.</summary>
internal static class ViewDifferences
{
    /// <summary>A node whose view is not most nodes' view.</summary>
    /// <param name="Teller">The node.</param>
    /// <param name="About">The nodes that it shows otherwise, by id.</param>
    public sealed record Difference(NodeSurvey Teller, IReadOnlyList<string> About);

    public static IReadOnlyList<Difference> Find(Picture picture)
    {
        var views = picture.Members.Select(member => (Member: member, View: Canonical(picture.LinesOf(member)))).ToList();
        if (views.Count == 0)
        {
            return [];
        }

        var usual = views.GroupBy(view => string.Join('\n', view.View.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}")))
            .OrderByDescending(group => group.Count()).First();
        var expected = usual.First().View;
        return [.. views.Except(usual).Select(view => new Difference(view.Member,
            [.. expected.Keys.Union(view.View.Keys).Where(id => expected.GetValueOrDefault(id) != view.View.GetValueOrDefault(id)).Order(StringComparer.Ordinal)]))];
    }

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = RedisChecks.Views;
        const string expected = "one view";
        var differences = Find(context.Last);
        var findings = new List<HealthCheck>();
        if (differences.Count > 0)
        {
            var isLasting = context.Later is not null && Find(context.Picture).Count > 0
                && context.Survey.LookedAgainAfter > 2 * Timeout(context);
            var targets = Join(differences.Select(difference => difference.Teller.ToString()));
            var about = Join(differences.SelectMany(difference => difference.About).Distinct().Select(context.Last.NameOf));
            findings.Add(Failed(name, isLasting ? Critical : Warning, $"{Count(differences.Count, "node")} of {context.Last.Members.Count} differ", expected,
                $"{Count(differences.Count, "node")} show the cluster otherwise than the others: {targets}; it is about {about}."
                + (isLasting ? "" : " Gossip may settle it within twice cluster-node-timeout; -SampleSec watches for longer."),
                targets, $"redis-cli --cluster check {context.Last.Members[0].Place.Address}; if it stays, redis-cli --cluster fix {context.Last.Members[0].Place.Address}"));
        }

        return Conclusion.Draw(context, name, Critical, Parts.ClusterNodes, context.Nodes.Where(node => context.Last.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Critical, expected, expected, "All nodes show the same masters, replicas and slots."));
    }

    /// <summary>The longest node timeout in use; the server's default where it can't be seen.</summary>
    private static TimeSpan Timeout(CheckContext context) => TimeSpan.FromMilliseconds(context.Nodes.Select(node => ServerChecks.NodeTimeoutMs(node) ?? 15_000).DefaultIfEmpty(15_000).Max());

    private static Dictionary<string, string> Canonical(IReadOnlyList<NodeLine> lines)
    {
        var view = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => !line.IsHandshake && line.HasAddress | line.IsMyself))
        {
            // A replica's epoch is copied from its master, late; a master's without slots means nothing.
            view[line.Id] = line.IsMaster ? $"master {SlotRange.Text(line.Slots)} {(line.SlotCount > 0 ? line.ConfigEpoch : 0)}" : $"replica of {line.MasterId}";
        }

        return view;
    }
}
