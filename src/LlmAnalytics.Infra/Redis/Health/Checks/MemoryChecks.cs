using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Memory: how much of it is used, and what bounds it.</summary>
internal static class MemoryChecks
{
    private const int PodLimitPercent = 85;
    private const long FragmentationMatters = 100 * 1024 * 1024;

    public static IEnumerable<HealthCheck> Usage(CheckContext context)
    {
        const string name = RedisChecks.Memory;
        var limit = context.Query.MaxMemoryPercent;
        var shares = context.Nodes.Where(node => node.Info?.Long("maxmemory") > 0).Select(node => (Node: node, Percent: Percent(node.Info!.Long("used_memory"), node.Info.Long("maxmemory")))).ToList();
        var findings = shares.Where(share => share.Percent > limit).Select(share =>
        {
            // A cache that throws out old keys is full as a matter of course.
            var policy = share.Node.Info!.Text("maxmemory_policy");
            var isCache = policy?.StartsWith("allkeys", StringComparison.Ordinal) == true;
            return Failed(name, share.Percent > limit + 10 && !isCache ? Critical : Warning, $"{share.Percent} %", $"at most {limit} %",
                $"{share.Node} uses {share.Percent} % of its maxmemory{(isCache ? $", and throws out keys ({policy})" : ", and refuses writes when it is full")}.", share.Node.ToString(),
                $"Remove data, add masters, or {Conclusion.Cli(share.Node)} CONFIG SET maxmemory <more>");
        }).ToList();
        return Conclusion.Draw(context, name, Critical, Parts.Info, context.Nodes.Where(node => node.Info is null), findings, () => Passed(name, Critical,
            shares.Count > 0 ? $"at most {shares.Max(share => share.Percent)} %" : "no maxmemory", $"at most {limit} %", shares.Count > 0 ? $"At most {shares.Max(share => share.Percent)} % of maxmemory are used." : "No node has a maxmemory."));
    }

    public static IEnumerable<HealthCheck> Limit(CheckContext context)
    {
        const string name = RedisChecks.MemoryLimit;
        var findings = new List<HealthCheck>();
        var unbounded = context.Nodes.Where(node => node.Info?.Long("maxmemory") == 0).Select(node => node.ToString()).ToList();
        if (unbounded.Count > 0)
        {
            findings.Add(Failed(name, Warning, "no maxmemory", "a maxmemory", $"{Count(unbounded.Count, "node")} without maxmemory: the system kills a node that takes too much. {Join(unbounded)}.", Join(unbounded),
                $"{Conclusion.CliAll(context)} CONFIG SET maxmemory <some 75 % of what the machine or the pod has>; the same with CONFIG REWRITE"));
        }

        foreach (var node in context.Nodes.Where(node => node.Place.MemoryLimitBytes > 0))
        {
            var (resident, max, limit) = (node.Info?.Long("used_memory_rss"), node.Info?.Long("maxmemory"), node.Place.MemoryLimitBytes!.Value);
            if (Percent(resident, limit) is var percent && percent > PodLimitPercent)
            {
                findings.Add(Failed(name, Critical, $"{percent} % of the pod's limit", $"at most {PodLimitPercent} %", $"{node} takes {resident} bytes of the {limit} that its pod may have: it is killed when it takes more.", node.ToString(),
                    "Raise the pod's memory limit, or lower maxmemory."));
            }
            else if (max >= limit)
            {
                findings.Add(Failed(name, Warning, $"maxmemory {max}", $"below {limit}", $"{node} may use {max} bytes, and its pod {limit}: it is killed before maxmemory is reached.", node.ToString(),
                    $"{Conclusion.Cli(node)} CONFIG SET maxmemory {limit / 4 * 3}"));
            }
        }

        // Garnet has none: its memory is bounded by its own settings, which it doesn't tell.
        return findings.Count == 0 && context.Nodes.Count > 0 && context.Nodes.All(node => node.Info is { } info && info.Long("maxmemory") is null)
            ? [Conclusion.Left(name, Critical, "the server has no maxmemory.")]
            : Conclusion.Draw(context, name, Critical, Parts.Info, context.Nodes.Where(node => node.Info?.Long("maxmemory") is null), findings, () => Passed(name, Critical, "bounded", "bounded", "Each node has a maxmemory."));
    }

    public static IEnumerable<HealthCheck> Fragmentation(CheckContext context)
    {
        const string name = RedisChecks.Fragmentation;
        const string expected = "1 to 1.5";
        var findings = new List<HealthCheck>();
        foreach (var node in context.Nodes.Where(node => node.Info?.Long("used_memory") > FragmentationMatters))
        {
            var ratio = node.Info!.Double("mem_fragmentation_ratio") ?? 1;
            if (ratio is > 1.5 or < 1)
            {
                findings.Add(Failed(name, ratio > 2 ? Critical : Warning, FormattableString.Invariant($"{ratio:0.00}"), expected,
                    ratio < 1 ? FormattableString.Invariant($"{node} has {ratio:0.00} of its memory in RAM: the rest is swapped out.") : FormattableString.Invariant($"{node} takes {ratio:0.00} times the memory that it uses."), node.ToString(),
                    ratio < 1 ? "Give the machine more memory, or lower maxmemory." : $"{Conclusion.Cli(node)} MEMORY PURGE; or CONFIG SET activedefrag yes"));
            }
        }

        return Conclusion.Draw(context, name, Warning, Parts.Info, context.Nodes.Where(node => node.Info is null), findings, () => Passed(name, Warning, "small", expected, "Fragmentation is small, where there are 100 MB or more."));
    }

    public static IEnumerable<HealthCheck> Evictions(CheckContext context)
    {
        const string name = RedisChecks.Evictions;
        var findings = new List<HealthCheck>();
        foreach (var node in context.Nodes)
        {
            var (evicted, refused) = (Rates.Delta(node, "evicted_keys"), Errors(node.LaterInfo) - Errors(node.Info));
            if (refused > 0)
            {
                findings.Add(Failed(name, Critical, $"{Count(refused, "write")} refused", "none", $"{node} refused {Count(refused, "write")} within {Rates.Seconds(context)} s for lack of memory.", node.ToString(), $"Remove data, or {Conclusion.Cli(node)} CONFIG SET maxmemory <more>"));
            }

            if (evicted > 0)
            {
                findings.Add(Failed(name, Warning, $"{evicted} evicted", "none", $"{node} threw out {Count(evicted.Value, "key")} within {Rates.Seconds(context)} s for lack of memory.", node.ToString(), $"{Conclusion.Cli(node)} CONFIG SET maxmemory <more>, if the keys are missed."));
            }
        }

        // What has never happened didn't happen just now.
        return context.Nodes.All(node => node.Info is { } info && info.Long("evicted_keys") is null or 0 && Errors(info) == 0) && findings.Count == 0 && context.Nodes.Count > 0
            ? [Passed(name, Critical, "none since the start", "none", "No key was evicted, and no write refused for lack of memory, since the nodes started.")]
            : Rates.Needed(context, name, findings, () => Passed(name, Critical, $"none within {Rates.Seconds(context)} s", "none", "No key was evicted, and no write refused for lack of memory, while it was watched."));
    }

    private static long Errors(Topology.InfoText? info) => info?.PartLong("errorstat_OOM", "count") ?? 0;

    private static long Percent(long? part, long? whole) => whole > 0 ? (part ?? 0) * 100 / whole.Value : 0;
}
