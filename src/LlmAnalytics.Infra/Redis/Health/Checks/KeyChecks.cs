using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Keys and slots that weigh too much on one node.</summary>
internal static class KeyChecks
{
    private const long BigBytes = 50 * 1024 * 1024;
    private const int HotPercent = 20;

    public static IEnumerable<HealthCheck> Big(CheckContext context)
    {
        const string name = RedisChecks.BigKeys;
        var expected = $"at most {BigBytes} bytes a key";
        var findings = context.Masters.SelectMany(node => (node.SampledKeys ?? []).Where(key => key.Bytes > BigBytes).Select(key => Failed(name, Warning, $"{key.Bytes} bytes", expected,
            $"A key of {key.Bytes} bytes on {node}: '{key.Key}'. Moving or deleting it stops the node for long.", node.ToString(), $"Split it, or delete it with UNLINK; {Conclusion.Cli(node)} --bigkeys looks at all keys."))).ToList();
        var sampled = context.Masters.Sum(node => node.SampledKeys?.Count ?? 0);
        return Conclusion.Draw(context, name, Warning, Parts.Keys, context.Masters.Where(node => node.Failures.ContainsKey(Parts.Keys)), findings,
            () => Passed(name, Warning, $"{Count(sampled, "key")} sampled", expected, $"None of {Count(sampled, "key")} drawn at random is very big."));
    }

    public static IEnumerable<HealthCheck> Hot(CheckContext context)
    {
        const string name = RedisChecks.HotSlots;
        var expected = $"at most {HotPercent} % of a node's time";
        if (context.Nodes.Count > 0 && context.Nodes.All(node => node.Config is not null && node.Config.GetValueOrDefault("cluster-slot-stats-enabled") != "yes"))
        {
            return [Conclusion.Left(name, Warning, "the servers keep no figures of slots (cluster-slot-stats-enabled).")];
        }

        var findings = new List<HealthCheck>();
        foreach (var node in context.Masters.Where(node => node.BusiestSlot is not null))
        {
            var busiest = node.BusiestSlot!;
            var (took, seconds) = busiest.LaterCpuUsec is { } later ? (later - busiest.CpuUsec, Rates.Elapsed(context)) : (busiest.CpuUsec, node.Info?.Long("uptime_in_seconds") ?? 0);
            var percent = seconds >= 1 ? took / 10_000.0 / seconds : 0;
            if (percent > HotPercent)
            {
                findings.Add(Failed(name, Warning, FormattableString.Invariant($"{percent:0} %"), expected, FormattableString.Invariant($"Slot {busiest.Slot} takes {percent:0} % of the time of {node}: more masters don't help."), node.ToString(),
                    $"{Conclusion.Cli(node)} CLUSTER GETKEYSINSLOT {busiest.Slot} 10; spread its keys over more hash tags."));
            }
        }

        return Conclusion.Draw(context, name, Warning, Parts.SlotStats, context.Masters.Where(node => node.Failures.ContainsKey(Parts.SlotStats) || node.Config is null), findings,
            () => Passed(name, Warning, "none", expected, "No slot takes much of a node's time."));
    }
}
