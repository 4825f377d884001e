using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>A shard as it is to be.</summary>
/// <param name="Master">Its master.</param>
/// <param name="Replicas">Its replicas.</param>
/// <param name="Slots">All its slots, those that the master owns already included.</param>
internal sealed record PlacedShard(PlacementNode Master, IReadOnlyList<PlacementNode> Replicas, IReadOnlyList<SlotRange> Slots)
{
    public IEnumerable<PlacementNode> Nodes => Replicas.Prepend(Master);
}
