namespace LlmAnalytics.Sandbox.Kafka.Groups;

/// <summary>The states of a group of the classic protocol, by the names that Kafka gives them.</summary>
internal enum GroupState
{
    /// <summary>No members; perhaps offsets.</summary>
    Empty,

    /// <summary>Waits for all members to join.</summary>
    PreparingRebalance,

    /// <summary>Waits for the leader's assignment.</summary>
    CompletingRebalance,

    /// <summary>All have their assignment.</summary>
    Stable,
}
