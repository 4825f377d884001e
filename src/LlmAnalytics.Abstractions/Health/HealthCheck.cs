namespace LlmAnalytics;

/// <summary>What one check of a cluster found.</summary>
/// <param name="Name">The check; <c>Test-LlmKafkaCluster</c>'s <c>-Include</c> and <c>-Skip</c> take it.</param>
/// <param name="Status">
/// <c>Passed</c>; <c>Warning</c> (the cluster works, with less safety than it should have); <c>Critical</c> (data or service is lost, or about to be);
/// <c>Unknown</c> (it couldn't be looked at: no right, no answer); <c>Skipped</c>.
/// </param>
/// <param name="Severity">What the check's failure means: <c>Critical</c> or <c>Warning</c>.</param>
/// <param name="Observed">What was seen; null where nothing could be.</param>
/// <param name="Expected">What should have been seen.</param>
/// <param name="Message">One line for people.</param>
/// <param name="Target">What it was seen on: brokers, partitions, topics or groups, separated by commas; null for the whole cluster.</param>
/// <param name="Remedy">The command or the step that mends it; null where there is nothing to mend.</param>
public sealed record HealthCheck(
    string Name, string Status, string Severity, string? Observed, string? Expected, string Message, string? Target, string? Remedy)
{
    /// <summary>The check in one line.</summary>
    public override string ToString() => $"{Status}: {Message}";
}
