namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>A slot on its way from one node to another, as one of the two sees it.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="OtherId">The node that it goes to or comes from.</param>
/// <param name="IsMigrating">Whether it leaves the node; else it arrives.</param>
internal sealed record OpenSlot(int Slot, string OtherId, bool IsMigrating);
