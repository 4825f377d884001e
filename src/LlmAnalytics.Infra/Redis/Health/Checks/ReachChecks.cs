using LlmAnalytics.Engine;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Whether the nodes answer.</summary>
internal static class ReachChecks
{
    public static IEnumerable<HealthCheck> Reachable(CheckContext context)
    {
        const string name = RedisChecks.NodeReachable;
        const string expected = "an answer";
        var nodes = context.Survey.Nodes;
        var silent = nodes.Where(node => !node.Answers).ToList();
        foreach (var node in silent)
        {
            var why = node.Place.NotReady is { } reason ? $"The pod {reason.TrimEnd('.')}. " : "";
            yield return Failed(name, Critical, node.Failure?.ErrorId ?? "no answer", expected, $"{why}{node.Failure?.Message}".Trim(), node.ToString(),
                node.Place.Pod is { } pod ? $"kubectl describe pod {pod}; kubectl logs {pod}" : node.Failure?.RecommendedAction ?? "Look at the node's process, its log and its host.");
        }

        foreach (var node in nodes.Where(node => node.Answers && node.Place.NotReady is not null))
        {
            yield return Failed(name, Warning, "not ready", "a pod that is ready", $"{node} answers, and Kubernetes sends it no clients: the pod {node.Place.NotReady!.TrimEnd('.')}.", node.ToString(),
                $"kubectl describe pod {node.Place.Pod}");
        }

        if (silent.Count == 0 && nodes.All(node => node.Place.NotReady is null))
        {
            yield return Passed(name, Critical, $"{nodes.Count} of {nodes.Count}", expected, $"All {Count(nodes.Count, "node")} answer.");
        }
    }

    public static IEnumerable<HealthCheck> Loading(CheckContext context)
    {
        const string name = RedisChecks.Loading;
        var loading = context.Survey.Nodes.Where(node => node.IsLoading || node.Info?.Long("loading") == 1).ToList();
        yield return loading.Count == 0
            ? Passed(name, Warning, "none", "none", "No node is loading its data.")
            : Failed(name, Warning, Count(loading.Count, "node"), "none", $"Still loading their data, and without service until then: {Join(loading.Select(node => node.ToString()))}.",
                Join(loading.Select(node => node.ToString())), $"Wait; {Conclusion.Cli(loading[0])} INFO persistence tells how long (loading_eta_seconds).");
    }

    public static IEnumerable<HealthCheck> Latency(CheckContext context)
    {
        const string name = RedisChecks.Latency;
        const int criticalFactor = 10;
        var limit = context.Query.MaxRoundTripMs;
        var expected = $"at most {limit} ms";
        var findings = new List<HealthCheck>();
        foreach (var node in context.Nodes.Where(node => node.RoundTripMs > limit))
        {
            findings.Add(Failed(name, node.RoundTripMs >= limit * criticalFactor ? Critical : Warning, FormattableString.Invariant($"{node.RoundTripMs:0} ms"), expected,
                FormattableString.Invariant($"{node} is slow: {node.RoundTripMs:0} ms for a PING, the best of three."), node.ToString(), $"{Conclusion.Cli(node)} --latency; look at its load and the network between."));
        }

        foreach (var node in context.Nodes)
        {
            var now = LoadChecks.Now(node);
            var recent = (node.LatencyEvents ?? []).Where(item => now - item.AtSeconds <= 600 && item.LatestMs > limit * criticalFactor).ToList();
            if (recent.Count > 0)
            {
                findings.Add(Failed(name, Warning, $"{recent.Max(item => item.LatestMs)} ms", expected, $"{node} stood still lately: {Join(recent.Select(item => $"{item.Name} {item.LatestMs} ms"))}.",
                    node.ToString(), $"{Conclusion.Cli(node)} LATENCY DOCTOR"));
            }
        }

        findings.AddRange(OverNodes(context, node => node.HugePages == true, list => Failed(name, Warning, "on", "off",
            $"Transparent huge pages are on, which makes forks and writes slow: {list}.", list, "On the machines: echo never > /sys/kernel/mm/transparent_hugepage/enabled")));
        foreach (var (node, command, milliseconds) in context.Nodes.SelectMany(node => LoadChecks.SlowPercentiles(node, limit * criticalFactor).Select(slow => (node, slow.Command, slow.Milliseconds))))
        {
            findings.Add(Failed(name, Warning, FormattableString.Invariant($"{milliseconds:0} ms"), $"at most {limit * criticalFactor} ms",
                FormattableString.Invariant($"On {node} one {command} in a hundred takes {milliseconds:0} ms or more."), node.ToString(), $"{Conclusion.Cli(node)} SLOWLOG GET"));
        }

        var slowest = context.Nodes.Max(node => node.RoundTripMs);
        return Conclusion.Draw(context, name, Critical, "PING", context.Nodes.Where(node => node.RoundTripMs is null), findings,
            () => Passed(name, Critical, FormattableString.Invariant($"at most {slowest:0.0} ms"), expected, FormattableString.Invariant($"All nodes answer quickly, the slowest in {slowest:0.0} ms.")));
    }

    private static IEnumerable<HealthCheck> OverNodes(CheckContext context, Func<Survey.NodeSurvey, bool> isSo, Func<string, HealthCheck> finding)
    {
        var nodes = context.Nodes.Where(isSo).ToList();
        return nodes.Count == 0 ? [] : [finding(Join(nodes.Select(node => node.ToString())))];
    }
}
