using LlmAnalytics.Infra.Redis.Health.Survey;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>What changed between the two samples.</summary>
internal static class Rates
{
    /// <summary>By how much a counter rose; null without a second sample, or where the node has restarted since.</summary>
    public static long? Delta(NodeSurvey node, string counter) =>
        node.LaterInfo?.Long("uptime_in_seconds") >= node.Info?.Long("uptime_in_seconds") ? (node.LaterInfo?.Long(counter) ?? 0) - (node.Info?.Long(counter) ?? 0) : null;

    /// <summary>Seconds between the samples; 1 without a second one.</summary>
    public static double Elapsed(CheckContext context) => context.Survey.SampledFor?.TotalSeconds ?? 1;

    /// <summary>The same, for people.</summary>
    public static string Seconds(CheckContext context) => FormattableString.Invariant($"{Elapsed(context):0}");

    /// <summary>Draws the conclusion of a check that takes two samples; without them it is left out, unless something was found.</summary>
    public static IEnumerable<HealthCheck> Needed(CheckContext context, string name, IReadOnlyList<HealthCheck> findings, Func<HealthCheck> passed) =>
        context.Survey.SampledFor is null && findings.Count == 0 && context.Nodes.Count > 0
            ? [Conclusion.Left(name, Infra.Health.Findings.Warning, "it takes two samples (-SampleSec).")]
            : Conclusion.Draw(context, name, Infra.Health.Findings.Warning, Parts.Info, context.Nodes.Where(node => (context.Survey.SampledFor is null ? node.Info : node.LaterInfo) is null), findings, passed);
}
