using System.Globalization;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Topology;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>What the nodes run, and how they are set.</summary>
internal static class ServerChecks
{
    private const int YoungSec = 300;

    private static readonly string[] Alike = ["cluster-node-timeout", "cluster-require-full-coverage", "cluster-migration-barrier", "maxmemory", "maxmemory-policy", "appendonly"];

    /// <summary><c>cluster-node-timeout</c>, which Garnet tells in seconds; null where it can't be seen.</summary>
    public static int? NodeTimeoutMs(NodeSurvey node) =>
        int.TryParse(node.Config?.GetValueOrDefault("cluster-node-timeout"), CultureInfo.InvariantCulture, out var value) ? IsGarnet(node) ? value * 1000 : value : null;

    public static IEnumerable<HealthCheck> Versions(CheckContext context)
    {
        const string name = RedisChecks.Versions;
        var groups = context.Nodes.Where(node => node.Info is not null).GroupBy(node => ServerVersion.Of(node.Info!)).Where(group => group.Key is not null).OrderByDescending(group => group.Count()).ToList();
        var isMajor = groups.Select(group => (group.Key!.Product, group.Key.Number.Split('.')[0])).Distinct().Count() > 1;
        var isMinor = groups.Select(group => string.Join('.', group.Key!.Number.Split('.').Take(2))).Distinct().Count() > 1;
        var observed = Join(groups.Select(group => $"{group.Key} on {Count(group.Count(), "node")}"));
        var others = Join(groups.Skip(1).SelectMany(group => group).Select(node => node.ToString()));
        List<HealthCheck> findings = isMajor || isMinor
            ? [Failed(name, isMajor ? Critical : Warning, observed, "one version", $"The nodes run different versions: {observed}.", others, "Finish the upgrade: replicas first, then masters after CLUSTER FAILOVER.")]
            : [];
        return Conclusion.Draw(context, name, Critical, Parts.Info, context.Nodes.Where(node => node.Info is null), findings, () => Passed(name, Critical, observed, "one version", groups.Count == 1 ? $"All nodes run {groups[0].Key}." : $"The nodes' versions differ in their last number alone: {observed}."));
    }

    public static IEnumerable<HealthCheck> Configuration(CheckContext context)
    {
        const string name = RedisChecks.Configuration;
        var findings = new List<HealthCheck>();
        foreach (var setting in Alike)
        {
            // Compared to what most nodes have; a setting that a server doesn't have is none.
            var values = context.Nodes.Where(node => node.Config?.ContainsKey(setting) == true).GroupBy(node => node.Config![setting]).OrderByDescending(group => group.Count()).ToList();
            if (values.Count > 1)
            {
                var observed = Join(values.Select(group => $"{group.Key} on {Count(group.Count(), "node")}"));
                var others = values.Skip(1).SelectMany(group => group).ToList();
                findings.Add(Failed(name, Warning, observed, $"{values[0].Key} everywhere", $"{setting} differs: {observed}.", Join(others.Select(node => node.ToString())), $"{Conclusion.Cli(others[0])} CONFIG SET {setting} {values[0].Key}"));
            }
        }

        var users = context.Nodes.Where(node => node.UsersDigest is not null).GroupBy(node => node.UsersDigest).OrderByDescending(group => group.Count()).ToList();
        if (users.Count > 1)
        {
            var others = Join(users.Skip(1).SelectMany(group => group).Select(node => node.ToString()));
            findings.Add(Failed(name, Warning, $"{users.Count} different sets of users", "the same users", $"Users, rights or passwords differ from those of most nodes: {others}.", others, $"{Conclusion.CliAll(context)} ACL LIST; ACL SETUSER on those that differ, then ACL SAVE or CONFIG REWRITE."));
        }

        var withoutConfig = context.Nodes.Where(node => node.Config is null).ToList();
        return withoutConfig.Count > 0
            ? Conclusion.Draw(context, name, Warning, Parts.Config, withoutConfig, findings, NothingFound)
            : Conclusion.Draw(context, name, Warning, Parts.Users, context.Nodes.Where(node => node.UsersDigest is null && !(node.Failures.GetValueOrDefault(Parts.Users)?.IsUnsupported ?? false)), findings, NothingFound);

        HealthCheck NothingFound() => Passed(name, Warning, "alike", "alike", context.Nodes.All(node => node.UsersDigest is null)
            ? $"All nodes have the same settings. Users are not compared: {context.Nodes[0].Failures[Parts.Users].Reason}."
            : "All nodes have the same settings and users.");
    }

    public static IEnumerable<HealthCheck> NodeTimeout(CheckContext context)
    {
        const string name = RedisChecks.NodeTimeout;
        const string expected = "2000 to 60000 ms";
        var odd = context.Nodes.Where(node => NodeTimeoutMs(node) is < 2_000 or > 60_000).ToList();
        var values = Join(odd.Select(node => $"{NodeTimeoutMs(node)} ms").Distinct());
        List<HealthCheck> findings = odd.Count == 0 ? [] :
            [Failed(name, Warning, values, expected, $"cluster-node-timeout is {values} on {Count(odd.Count, "node")}: a short one lets replicas take over at every hiccup, a long one leaves slots without service.",
                Join(odd.Select(node => node.ToString())), odd.TrueForAll(IsGarnet) ? $"{Conclusion.CliAll(context)} CONFIG SET cluster-node-timeout 15; start the servers with --cluster-timeout 15"
                    : $"{Conclusion.CliAll(context)} CONFIG SET cluster-node-timeout 15000; the same with CONFIG REWRITE")];
        return Conclusion.Draw(context, name, Warning, Parts.Config, context.Nodes.Where(node => NodeTimeoutMs(node) is null), findings,
            () => Passed(name, Warning, $"{context.Nodes.Max(NodeTimeoutMs)} ms", expected, $"cluster-node-timeout is {context.Nodes.Max(NodeTimeoutMs)} ms."));
    }

    public static IEnumerable<HealthCheck> Restarts(CheckContext context)
    {
        const string name = RedisChecks.Restarts;
        var ages = context.Nodes.Select(node => (Node: node, Seconds: (node.LaterInfo ?? node.Info)?.Long("uptime_in_seconds"))).Where(item => item.Seconds is not null).ToList();
        var young = ages.Where(item => item.Seconds < YoungSec).ToList();
        // All of them within a short while: a cluster that was just started, not one that has accidents.
        var isNew = young.Count == ages.Count && ages.Select(item => item.Seconds!.Value).DefaultIfEmpty().Max() - ages.Select(item => item.Seconds!.Value).DefaultIfEmpty().Min() <= 60
            && !context.Nodes.Any(node => Rates.Delta(node, "uptime_in_seconds") is null && node.LaterInfo is not null);
        List<HealthCheck> findings = young.Count == 0 || isNew ? [] :
            [Failed(name, Warning, $"{young.Min(item => item.Seconds)} s", $"at least {YoungSec} s", $"Restarted within the last {YoungSec / 60} minutes: {Join(young.Select(item => $"{item.Node} ({item.Seconds} s ago)"))}.", Join(young.Select(item => item.Node.ToString())),
                "Look into the node's log, and the machine's, for why (kubectl describe pod: Last State).")];
        return Conclusion.Draw(context, name, Warning, Parts.Info, context.Nodes.Where(node => node.Info is null), findings,
            () => Passed(name, Warning, $"at least {ages.Select(item => item.Seconds).DefaultIfEmpty().Min()} s", $"at least {YoungSec} s", isNew && young.Count > 0 ? "All nodes have just been started." : "No node has restarted lately."));
    }

    private static bool IsGarnet(NodeSurvey node) => node.Info is { } info && ServerVersion.Of(info)?.Product == "Garnet";
}
