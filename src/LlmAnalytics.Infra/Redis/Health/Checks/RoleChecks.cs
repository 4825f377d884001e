using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Whether replication does what the cluster's view says.</summary>
internal static class RoleChecks
{
    /// <summary>Nodes that replicate otherwise than the cluster says.</summary>
    public static IReadOnlyList<(NodeSurvey Node, string Does, string Should)> Contradictions(Picture picture)
    {
        var found = new List<(NodeSurvey, string, string)>();
        foreach (var node in picture.Members)
        {
            var (role, known) = (picture.LookOf(node)!.Role, picture.Known[picture.LookOf(node)!.Myself!.Id]);
            var most = picture.ViewsOf(known.Id).Where(view => !view.Line.IsMyself).GroupBy(view => view.Line.IsMaster).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? known.IsMaster;
            if (role is null)
            {
                continue;
            }

            var master = known.MasterId is { } id ? picture.Known.GetValueOrDefault(id)?.Address : null;
            if (role.IsMaster != known.IsMaster || known.IsMaster != most)
            {
                found.Add((node, Name(role.IsMaster), Name(known.IsMaster != role.IsMaster ? known.IsMaster : most)));
            }
            else if (!role.IsMaster && master is not null && role.Master != master)
            {
                found.Add((node, $"replica of {role.Master}", $"replica of {master}"));
            }
        }

        return found;
    }

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = RedisChecks.Roles;
        const string expected = "as the cluster says";
        // By host name or by announced address a master may have two names: only a role that is odd in both looks counts.
        var findings = Contradictions(context.Last).Select(odd => Failed(name, Critical, odd.Does, odd.Should, $"{odd.Node} is a {odd.Does} by its own replication, and a {odd.Should} to the cluster.", odd.Node.ToString(),
            $"{Conclusion.Cli(odd.Node)} ROLE; {Conclusion.Cli(odd.Node)} CLUSTER NODES; if it stays, CLUSTER FAILOVER on the shard's replica settles it.")).ToList();
        return Conclusion.Draw(context, name, Critical, Parts.Role, context.Nodes.Where(node => context.Last.LookOf(node)?.Role is null), findings,
            () => Passed(name, Critical, expected, expected, "Each node is what the others take it for."));
    }

    private static string Name(bool isMaster) => isMaster ? "master" : "replica";
}
