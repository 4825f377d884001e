namespace LlmAnalytics;

/// <summary>What became of one topic that a command was to create, change or remove.</summary>
public sealed record KafkaTopicResult
{
    /// <summary>The topic's name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// <c>Created</c>, <c>Changed</c>, <c>Removed</c>, <c>Unchanged</c> (was so already), <c>Drifted</c> (exists and differs from what was asked for),
    /// or <c>Planned</c> (under -WhatIf: would be done).
    /// </summary>
    public required string Status { get; init; }

    /// <summary>The number of partitions: after the command, or as planned.</summary>
    public int PartitionCount { get; init; }

    /// <summary>Replicas of each partition: after the command, or as planned; 0 where unknown.</summary>
    public int ReplicationFactor { get; init; }

    /// <summary>
    /// How far the change was seen to have come: <c>Serving</c> (every leader answers), <c>Visible</c> (every broker that answers shows it, all partitions
    /// have leaders), <c>Gone</c> (no broker that answers knows it), <c>Pending</c> (not yet when the time was up), <c>NotChecked</c>.
    /// </summary>
    public string Availability { get; init; } = "NotChecked";

    /// <summary>Drift: what differs. A change: what was, and is. A plan: what would be set.</summary>
    public IReadOnlyList<SettingDifference> Differences { get; init; } = [];

    /// <summary>What the operator should know besides: data that a change deletes, keys that move, brokers that didn't answer.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
