using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>What a check of many nodes comes to: its findings, what couldn't be looked at, and where there is neither, that all is well.</summary>
internal static class Conclusion
{
    /// <param name="context">What is judged by.</param>
    /// <param name="name">The check.</param>
    /// <param name="severity">What its failure means.</param>
    /// <param name="part">The answer that it judges, out of <see cref="Parts"/>.</param>
    /// <param name="lacking">The nodes whose answer is missing.</param>
    /// <param name="findings">What was found on the others.</param>
    /// <param name="passed">The check where nothing was found.</param>
    public static IEnumerable<HealthCheck> Draw(
        CheckContext context, string name, string severity, string part, IEnumerable<NodeSurvey> lacking, IReadOnlyList<HealthCheck> findings, Func<HealthCheck> passed)
    {
        var missing = lacking.Select(node => (Node: node, Why: node.Failures.GetValueOrDefault(part) ?? new PartFailure("no answer"))).ToList();
        var unsupported = missing.Where(item => item.Why.IsUnsupported).ToList();
        var unanswered = missing.Except(unsupported).ToList();
        if (context.Nodes.Count == 0)
        {
            return [Unknown(name, severity, null, "Couldn't be looked at: no node answers.", null, "See NodeReachable.")];
        }

        if (unanswered.Count > 0)
        {
            var targets = Join(unanswered.Select(item => item.Node.ToString()));
            var why = Join(unanswered.Select(item => Sentence(item.Why.Reason)).Distinct());
            return [.. findings, Unknown(name, severity, null, $"Couldn't be looked at on {Count(unanswered.Count, "node")}: {why}.", targets, Remedy(part, why))];
        }

        return findings.Count > 0 ? findings
            : unsupported.Count == context.Nodes.Count ? [Left(name, severity, $"{unsupported[0].Why.Reason}.")]
            : [passed()];
    }

    /// <summary>A check that this server, or one sample, can't tell anything about.</summary>
    public static HealthCheck Left(string name, string severity, string why) => new(name, "Skipped", severity, null, null, $"Skipped: {why}", null, null);

    /// <summary>The beginning of a command for a node.</summary>
    public static string Cli((string Host, int Port)? place) => place is { } known ? FormattableString.Invariant($"redis-cli -h {known.Host} -p {known.Port}") : "redis-cli -h HOST -p PORT";

    /// <summary>The beginning of a command that goes to every node of the cluster.</summary>
    public static string CliAll(CheckContext context) => $"redis-cli --cluster call {(context.Nodes.Count > 0 ? context.Nodes[0].Place.Address : "HOST:PORT")}";

    /// <summary>The beginning of a command for a node.</summary>
    public static string Cli(NodeSurvey node) => Cli((node.Place.Host, node.Place.Port));

    private static string Sentence(string reason) => reason.Contains("may not use", StringComparison.Ordinal) ? reason : reason.TrimEnd('.');

    private static string Remedy(string part, string why) => why.Contains("may not use", StringComparison.Ordinal)
        ? $"Have an administrator allow the command to the user on every node: ACL SETUSER <user> +{part.ToLowerInvariant().Replace(' ', '|')}"
        : "Run the test again; look at the node (Get-LlmRedisNode).";
}
