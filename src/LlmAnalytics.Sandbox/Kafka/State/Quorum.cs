namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>The controllers' quorum as its leader sees it.</summary>
/// <param name="LeaderId">The active controller; -1 for none.</param>
/// <param name="LeaderEpoch">How often that changed.</param>
/// <param name="Voters">The controllers.</param>
/// <param name="Observers">The brokers that are no controllers.</param>
internal sealed record Quorum(int LeaderId, int LeaderEpoch, IReadOnlyList<QuorumNode> Voters, IReadOnlyList<QuorumNode> Observers);

/// <summary>A node that reads the metadata log.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Port">Its controller's port; 0 for an observer.</param>
/// <param name="LogEndOffset">How far it has read.</param>
/// <param name="LastFetchAt">When it last did.</param>
internal sealed record QuorumNode(int Id, int Port, long LogEndOffset, DateTimeOffset LastFetchAt);
