namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>Which nodes make a shard together.</summary>
internal static class ShardDeal
{
    /// <summary>
    /// Deals the nodes out like cards: sorted by zone and machine, node k goes to shard k modulo their number. A zone or machine is a run of neighbours, and
    /// a run of c = a·M + b nodes puts a or a+1 of them into each shard: the fewest shared pairs that c nodes allow, for zones and machines at once.
    /// </summary>
    /// <param name="sorted">The nodes, as <see cref="PlacementNode.Sort"/> puts them.</param>
    /// <param name="shards">The number of shards, at most that of the nodes.</param>
    public static IReadOnlyList<IReadOnlyList<PlacementNode>> Fresh(IReadOnlyList<PlacementNode> sorted, int shards) =>
        [.. Enumerable.Range(0, shards).Select(shard => (IReadOnlyList<PlacementNode>)[.. sorted.Where((_, k) => k % shards == shard)])];

    /// <summary>
    /// Completes shards that exist in part. Where the fresh deal agrees with what is there (a run of this very plan was interrupted), it is that; else
    /// masters with slots and their replicas stay, the other nodes go where they share least, and are exchanged while that makes it better.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<PlacementNode>> Complete(IReadOnlyList<PlacementNode> sorted, int shards)
    {
        var fresh = Fresh(sorted, shards);
        return Agrees(fresh) ? fresh : new ShardCompletion(sorted, shards).Run();
    }

    private static bool Agrees(IReadOnlyList<IReadOnlyList<PlacementNode>> shards)
    {
        var owners = shards.SelectMany(nodes => nodes).Where(node => node.Slots.Count > 0).Select(node => node.Address).ToHashSet(StringComparer.Ordinal);
        return shards.All(nodes =>
            nodes.Count(node => node.Slots.Count > 0) <= 1
            && nodes.All(node => node.Master is not { } master || !owners.Contains(master) || nodes.Any(other => other.Address == master)));
    }
}
