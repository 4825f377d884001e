namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>Puts nodes into shards of which some exist already; see <see cref="ShardDeal.Complete"/>.</summary>
internal sealed class ShardCompletion
{
    private readonly IReadOnlyList<PlacementNode> _sorted;
    private readonly List<List<PlacementNode>> _shards;
    private readonly HashSet<PlacementNode> _fixed = [];

    public ShardCompletion(IReadOnlyList<PlacementNode> sorted, int shards)
    {
        _sorted = sorted;
        _shards = [.. Enumerable.Range(0, shards).Select(_ => new List<PlacementNode>())];
        var seat = 0;
        foreach (var owner in sorted.Where(node => node.Slots.Count > 0))
        {
            IEnumerable<PlacementNode> nodes = [owner, .. sorted.Where(node => node.Slots.Count == 0 && node.Master == owner.Address)];
            _shards[seat++].AddRange(nodes);
            _fixed.UnionWith(nodes);
        }
    }

    public IReadOnlyList<IReadOnlyList<PlacementNode>> Run()
    {
        foreach (var node in _sorted.Where(node => !_fixed.Contains(node)))
        {
            var fewest = _shards.Min(shard => shard.Count);
            _shards.Where(shard => shard.Count == fewest).MinBy(shard => Cost(shard, node))!.Add(node);
        }

        TakeFromTheFull();
        while (Exchange())
        {
        }

        return _shards;
    }

    /// <summary>Shards that got more replicas than their share while another has none give them up: every master is to have its replicas.</summary>
    private void TakeFromTheFull()
    {
        var share = _sorted.Count / _shards.Count;
        while (_shards.MinBy(shard => shard.Count) is { } poorest && poorest.Count < share)
        {
            var fullest = _shards.MaxBy(shard => shard.Count)!;
            var moved = fullest[^1];
            fullest.Remove(moved);
            poorest.Add(moved);
        }
    }

    private bool Exchange()
    {
        for (var one = 0; one < _shards.Count; one++)
        {
            for (var other = one + 1; other < _shards.Count; other++)
            {
                if (Exchange(_shards[one], _shards[other]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Exchange(List<PlacementNode> one, List<PlacementNode> other)
    {
        foreach (var left in one.Where(node => !_fixed.Contains(node)))
        {
            foreach (var right in other.Where(node => !_fixed.Contains(node)))
            {
                var before = Cost(one, left) + Cost(other, right);
                var after = Cost(one.Where(node => node != left), right) + Cost(other.Where(node => node != right), left);
                if (after < before)
                {
                    one[one.IndexOf(left)] = right;
                    other[other.IndexOf(right)] = left;
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What the node shares with the others of a shard: a zone weighs more than all machines together.</summary>
    private long Cost(IEnumerable<PlacementNode> shard, PlacementNode node) => shard
        .Where(other => other != node)
        .Sum(other => (other.Zone is not null && other.Zone == node.Zone ? (long)_sorted.Count * _sorted.Count : 0) + (other.Machine == node.Machine ? 1 : 0));
}
