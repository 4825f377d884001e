using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>The plan of a cluster's shards: which nodes, which of them the master, which slots.</summary>
internal static class ClusterPlacement
{
    /// <summary>Places nodes, those included that a half-made cluster has placed already: these stay where they are if that can be.</summary>
    /// <param name="nodes">All nodes of the cluster, each address once. No more of them with slots than <paramref name="masters"/>.</param>
    /// <param name="masters">The number of shards, from 1 to that of the nodes.</param>
    /// <returns>The shards in the order of their slots.</returns>
    public static IReadOnlyList<PlacedShard> Place(IEnumerable<PlacementNode> nodes, int masters)
    {
        var shards = ShardDeal.Complete(PlacementNode.Sort(nodes), masters);
        var chosen = MasterChoice.Choose(shards);
        var slots = SlotDeal.Complete([.. chosen.Select(master => master.Slots)]);
        return
        [
            .. shards
                .Select((members, shard) => new PlacedShard(chosen[shard], [.. members.Where(node => node != chosen[shard])], slots[shard]))
                .OrderBy(shard => shard.Slots.Count == 0 ? SlotRange.Total : shard.Slots[0].First),
        ];
    }
}
