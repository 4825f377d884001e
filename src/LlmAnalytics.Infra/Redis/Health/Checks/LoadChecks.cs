using System.Globalization;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>What the nodes have to do, and what keeps them from it.</summary>
internal static class LoadChecks
{
    private const int MaxBlocked = 100;
    private const int CriticalClientPercent = 95;
    private const long MaxForkUsec = 500_000;
    private const int MaxSlowCommands = 10;
    private const long Day = 86_400;
    private static readonly string[] DiskStatuses = ["rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status"];

    // Commands of clients' everyday work; what administrators use is slow by nature.
    private static readonly string[] Everyday = ["get", "set", "mget", "mset", "hget", "hset", "hgetall", "incr", "expire", "del", "exists", "lpush", "rpop", "sadd", "zadd", "xadd", "xreadgroup"];

    /// <summary>The node's clock in seconds since 1970; this machine's where it isn't known.</summary>
    public static long Now(NodeSurvey node) => node.Info?.Long("server_time_usec") / 1_000_000 ?? DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Everyday commands whose 99th percentile is above a limit, out of INFO latencystats.</summary>
    public static IEnumerable<(string Command, double Milliseconds)> SlowPercentiles(NodeSurvey node, double limitMs) =>
        Everyday.Select(command => (command.ToUpperInvariant(), double.TryParse(node.Info?.Part($"latency_percentiles_usec_{command}", "p99"), NumberStyles.Float, CultureInfo.InvariantCulture, out var usec) ? usec / 1000 : 0))
            .Where(item => item.Item2 > limitMs);

    public static IEnumerable<HealthCheck> Clients(CheckContext context)
    {
        const string name = RedisChecks.Clients;
        var limit = context.Query.MaxClientPercent;
        var findings = new List<HealthCheck>();
        long most = 0;
        foreach (var node in context.Nodes)
        {
            var (connected, max, blocked, rejected) = (node.Info?.Long("connected_clients"), node.Info?.Long("maxclients"), node.Info?.Long("blocked_clients"), Rates.Delta(node, "rejected_connections"));
            var percent = max > 0 ? (connected ?? 0) * 100 / max.Value : 0;
            most = Math.Max(most, percent);
            if (percent > limit)
            {
                findings.Add(Failed(name, percent > CriticalClientPercent ? Critical : Warning, $"{connected} of {max}", $"at most {limit} %", $"{node} has {connected} clients of the {max} that it takes.", node.ToString(),
                    $"{Conclusion.Cli(node)} CLIENT LIST; close idle ones (timeout), or CONFIG SET maxclients <more>"));
            }

            if (rejected > 0)
            {
                findings.Add(Failed(name, Critical, $"{rejected} refused", "none refused", $"{node} refused {Count(rejected.Value, "connection")} within {Rates.Seconds(context)} s: maxclients was reached.", node.ToString(), $"{Conclusion.Cli(node)} CONFIG SET maxclients <more>"));
            }

            if (blocked > MaxBlocked)
            {
                findings.Add(Failed(name, Warning, $"{blocked} blocked", $"at most {MaxBlocked}", $"{blocked} clients of {node} wait for keys, or for WAIT.", node.ToString(), $"{Conclusion.Cli(node)} CLIENT LIST"));
            }
        }

        return Conclusion.Draw(context, name, Critical, Parts.Info, context.Nodes.Where(node => node.Info is null), findings,
            () => Passed(name, Critical, $"at most {most} %", $"at most {limit} %", $"Clients are few: at most {most} % of what a node takes."));
    }

    public static IEnumerable<HealthCheck> Persistence(CheckContext context)
    {
        const string name = RedisChecks.Persistence;
        var findings = new List<HealthCheck>();
        foreach (var node in context.Nodes.Where(node => node.Info is not null))
        {
            var bad = DiskStatuses.Where(field => node.Info!.Text(field) is not (null or "ok")).ToList();
            if (bad.Count > 0)
            {
                findings.Add(Failed(name, Critical, $"{Join(bad)}: err", "ok", $"{node} failed to write its data to disk ({Join(bad)}).", node.ToString(), "Look into the node's log; make room on its disk."));
            }

            var unsaved = node.Info!.Long("rdb_changes_since_last_save");
            var age = Now(node) - (node.Info.Long("rdb_last_save_time") ?? long.MaxValue / 2);
            // Without save points, nobody expects it to save.
            if (unsaved > 0 && age > Day && node.Config?.GetValueOrDefault("save") is { Length: > 0 })
            {
                findings.Add(Failed(name, Warning, $"{unsaved} changes in {age / 3600} h", "saved within 24 h", $"{node} saved its data last {age / 3600} hours ago, {unsaved} changes since.", node.ToString(), $"{Conclusion.Cli(node)} BGSAVE"));
            }
        }

        return Conclusion.Draw(context, name, Critical, Parts.Info, context.Nodes.Where(node => node.Info is null), findings, () => Passed(name, Critical, "ok", "ok", "The last writes to disk went well, where there were any."));
    }

    public static IEnumerable<HealthCheck> Stalls(CheckContext context)
    {
        const string name = RedisChecks.Stalls;
        var findings = new List<HealthCheck>();
        foreach (var node in context.Nodes)
        {
            if (node.Info?.Long("latest_fork_usec") is > MaxForkUsec and var fork)
            {
                findings.Add(Failed(name, Warning, $"{fork / 1000} ms", $"at most {MaxForkUsec / 1000} ms", $"The last fork of {node}, for a save or a full sync, took {fork / 1000} ms, in which nothing was served.", node.ToString(),
                    "Turn off transparent huge pages; smaller nodes fork faster."));
            }

            foreach (var (counter, what) in new[] { ("aof_delayed_fsync", "writes waited for the disk"), ("expired_time_cap_reached_count", "the removal of expired keys took all the time that it may") })
            {
                if (Rates.Delta(node, counter) is > 0 and var times)
                {
                    findings.Add(Failed(name, Warning, $"{times} times", "never", $"On {node} {what}, {times} times within {Rates.Seconds(context)} s.", node.ToString(), $"{Conclusion.Cli(node)} LATENCY DOCTOR"));
                }
            }
        }

        return Conclusion.Draw(context, name, Warning, Parts.Info, context.Nodes.Where(node => node.Info is null), findings,
            () => Passed(name, Warning, "none", "none", context.Survey.SampledFor is null ? "The nodes' last forks were short; disks and expiry take two samples (-SampleSec)." : "No node stood still for forks, disks or expiry."));
    }

    public static IEnumerable<HealthCheck> SlowCommands(CheckContext context)
    {
        const string name = RedisChecks.SlowCommands;
        var expected = $"at most {MaxSlowCommands} a minute";
        var findings = context.Nodes.Select(node => (Node: node, Slow: (node.SlowCommandTimes ?? []).Count(time => Now(node) - time < 60))).Where(item => item.Slow > MaxSlowCommands)
            .Select(item => Failed(name, Warning, $"{item.Slow} in the last minute", expected, $"{item.Node} had {item.Slow} slow commands or more in the last minute.", item.Node.ToString(), $"{Conclusion.Cli(item.Node)} SLOWLOG GET")).ToList();
        return Conclusion.Draw(context, name, Warning, Parts.SlowLog, context.Nodes.Where(node => node.SlowCommandTimes is null), findings, () => Passed(name, Warning, "few", expected, "No node had many slow commands in the last minute."));
    }

    public static IEnumerable<HealthCheck> HitRate(CheckContext context)
    {
        const string name = RedisChecks.HitRate;
        var isSampled = context.Survey.SampledFor is not null;
        long Sum(string field) => context.Nodes.Sum(node => isSampled ? Rates.Delta(node, field) ?? 0 : node.Info?.Long(field) ?? 0);
        var (hits, misses) = (Sum("keyspace_hits"), Sum("keyspace_misses"));
        var percent = hits + misses > 0 ? hits * 100 / (hits + misses) : 100;
        return Conclusion.Draw(context, name, Warning, Parts.Info, context.Nodes.Where(node => node.Info is null), [], () => Passed(name, Warning, hits + misses > 0 ? $"{percent} %" : "no reads", null,
            hits + misses == 0 ? "No key was read." : $"{percent} % of the reads found their key{(percent < 50 ? ": fewer than half. Told, no fault" : "")}."));
    }
}
