namespace LlmAnalytics.Sandbox.Kafka.Groups;

/// <summary>An offset that a group has stored.</summary>
/// <param name="Offset">The offset.</param>
/// <param name="LeaderEpoch">The epoch of the record before it; -1 where unknown.</param>
/// <param name="Metadata">The client's note.</param>
internal sealed record CommittedOffset(long Offset, int LeaderEpoch, string Metadata);
