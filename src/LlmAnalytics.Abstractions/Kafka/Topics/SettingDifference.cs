namespace LlmAnalytics;

/// <summary>One setting that differs: between what was asked for and what is, or between before and after.</summary>
/// <param name="Setting">The topic setting (<c>retention.ms</c>), or <c>partitions</c>, <c>replication.factor</c>.</param>
/// <param name="Expected">The value asked for; null where the setting was asked to be absent.</param>
/// <param name="Actual">The value found (for a change: before it); null where there was none.</param>
/// <param name="Source">
/// Where the actual value comes from: Kafka's names (<c>DynamicTopicConfig</c>, <c>DynamicBrokerConfig</c>, <c>DynamicDefaultBrokerConfig</c>,
/// <c>StaticBrokerConfig</c>, <c>DefaultConfig</c>), <c>Cluster</c> for partitions and replication factor, <c>None</c> where there is no actual value.
/// </param>
public sealed record SettingDifference(string Setting, string? Expected, string? Actual, string Source)
{
    /// <summary>The difference as one phrase: <c>retention.ms: expected 604800000, actual 1000 (DynamicTopicConfig)</c>.</summary>
    public override string ToString() => $"{Setting}: expected {Expected ?? "(unset)"}, actual {Actual ?? "(unset)"} ({Source})";
}
