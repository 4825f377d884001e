using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Whether replicas follow their masters.</summary>
internal static class ReplicationChecks
{
    private const int LongDownSec = 60;
    private const int CriticalFactor = 3;
    private const double WantedBacklogSec = 60;

    public static IEnumerable<HealthCheck> Link(CheckContext context)
    {
        const string name = RedisChecks.ReplicationLink;
        var replicas = context.Replicas.ToList();
        var findings = replicas.Where(node => Latest(node)?.Text("master_link_status") is not (null or "up")).Select(node =>
        {
            var since = Latest(node)!.Long("master_link_down_since_seconds") ?? 0;
            var master = context.Last.LookOf(node)?.Myself?.MasterId is { } id ? context.Last.NameOf(id) : "its master";
            var syncing = Latest(node)!.Long("master_sync_in_progress") == 1;
            return Failed(name, since > LongDownSec ? Critical : Warning, syncing ? "down, copying all data" : since > 0 ? $"down for {since} s" : "down", "up",
                $"{node} has no link to {master}{(syncing ? ", whose data it is copying" : "")}: what is written there is kept in one place only.", node.ToString(),
                syncing ? $"Wait; {Conclusion.Cli(node)} INFO replication" : $"Look into the node's log: a master that is down, or a masterauth that is wrong (Authentication); {Conclusion.Cli(node)} INFO replication");
        }).ToList();
        return Conclusion.Draw(context, name, Critical, Parts.Info, replicas.Where(node => node.Info is null), findings,
            () => Passed(name, Critical, "up", "up", $"The links of {Count(replicas.Count, "replica")} are up."));
    }

    public static IEnumerable<HealthCheck> Lag(CheckContext context)
    {
        const string name = RedisChecks.ReplicationLag;
        var query = context.Query;
        var expected = $"at most {query.MaxLagBytes} bytes and {query.MaxLagSec} s";
        var linked = context.Replicas.Where(node => Latest(node)?.Text("master_link_status") == "up").ToList();
        var findings = new List<HealthCheck>();
        long most = 0;
        foreach (var node in linked)
        {
            var master = context.Last.LookOf(node)?.Myself?.MasterId is { } id ? context.Last.Find(id) : null;
            var behind = (master is null ? null : Latest(master))?.Long("master_repl_offset") - Latest(node)!.Long("slave_repl_offset") ?? 0;
            var backlog = (master is null ? null : Latest(master))?.Long("repl_backlog_size") ?? long.MaxValue;
            var silent = Latest(node)!.Long("master_last_io_seconds_ago") ?? 0;
            most = Math.Max(most, behind);
            if (behind > query.MaxLagBytes)
            {
                findings.Add(Failed(name, behind > backlog ? Critical : Warning, $"{behind} bytes", expected,
                    $"{node} is {behind} bytes behind its master{(behind > backlog ? $", more than the backlog of {backlog} holds: if the link breaks it needs all data anew" : "")}.", node.ToString(),
                    "Look at the replica's load, its disk and the network; raise repl-backlog-size."));
            }

            if (silent > query.MaxLagSec)
            {
                findings.Add(Failed(name, silent > query.MaxLagSec * CriticalFactor ? Critical : Warning, $"{silent} s", expected, $"{node} has heard nothing from its master for {silent} s.", node.ToString(),
                    $"Look at the master and the network between; {Conclusion.Cli(node)} INFO replication"));
            }
        }

        return Conclusion.Draw(context, name, Critical, Parts.Info, context.Nodes.Where(node => node.Info is null), findings,
            () => Passed(name, Critical, $"at most {most} bytes", expected, $"No replica is far behind: at most {most} bytes."));
    }

    public static IEnumerable<HealthCheck> FullSyncs(CheckContext context)
    {
        const string name = RedisChecks.FullSyncs;
        var syncing = context.Replicas.Where(node => Latest(node)?.Long("master_sync_in_progress") == 1).Select(node => node.ToString()).ToList();
        var findings = new List<HealthCheck>();
        if (syncing.Count > 0)
        {
            findings.Add(Failed(name, Warning, $"{syncing.Count} now", "none", $"Replicas are copying all data of their masters: {Join(syncing)}.", Join(syncing), "Wait until they are done; if it happens again, raise repl-backlog-size and look at the network."));
        }

        foreach (var node in context.Nodes)
        {
            var (full, refused) = (Rates.Delta(node, "sync_full"), Rates.Delta(node, "sync_partial_err"));
            if (full > 0 || refused > 0)
            {
                findings.Add(Failed(name, Warning, $"{Math.Max(full ?? 0, refused ?? 0)} within {Rates.Seconds(context)} s", "none", $"{node} gave all its data anew to {Count(Math.Max(full ?? 0, refused ?? 0), "replica")} within {Rates.Seconds(context)} s.", node.ToString(),
                    $"Look into the replicas' logs for why their links broke; raise repl-backlog-size ({Conclusion.Cli(node)} CONFIG SET repl-backlog-size 64mb)."));
            }
        }

        return Rates.Needed(context, name, findings, () => Passed(name, Warning, $"none within {Rates.Seconds(context)} s", "none", "No replica needed all data anew while it was watched."));
    }

    public static IEnumerable<HealthCheck> Backlog(CheckContext context)
    {
        const string name = RedisChecks.ReplicationBacklog;
        var expected = $"{WantedBacklogSec:0} s of writes";
        var findings = new List<HealthCheck>();
        foreach (var node in context.Masters.Where(node => Latest(node)?.Long("connected_slaves") > 0))
        {
            var rate = Rates.Delta(node, "master_repl_offset") / Rates.Elapsed(context);
            if (rate > 0 && Latest(node)!.Long("repl_backlog_size") / rate is { } holds && holds < WantedBacklogSec)
            {
                findings.Add(Failed(name, Warning, FormattableString.Invariant($"{holds:0} s of writes"), expected, FormattableString.Invariant($"The backlog of {node} holds {holds:0} s of its writes ({rate:0} bytes a second): a replica that is away for longer needs all data anew."),
                    node.ToString(), FormattableString.Invariant($"{Conclusion.Cli(node)} CONFIG SET repl-backlog-size {Math.Ceiling((rate ?? 0) * WantedBacklogSec / 1048576):0}mb")));
            }
        }

        return Rates.Needed(context, name, findings, () => Passed(name, Warning, expected, expected, "The backlogs hold a minute of writes or more."));
    }

    private static Topology.InfoText? Latest(NodeSurvey node) => node.LaterInfo ?? node.Info;
}
