using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>Which shard gets which slots: contiguous ranges of one size; what is owned already stays where it is.</summary>
internal static class SlotDeal
{
    /// <summary>The ranges of a new cluster, the same as those of <c>redis-cli --cluster create</c>: what that left half-made fits in.</summary>
    public static IReadOnlyList<SlotRange> Even(int shards)
    {
        var ranges = new List<SlotRange>(shards);
        var size = (double)SlotRange.Total / shards;
        for (var i = 0; i < shards; i++)
        {
            var last = i == shards - 1 ? SlotRange.Total - 1 : (int)Math.Round((i * size) + size - 1, MidpointRounding.AwayFromZero);
            ranges.Add(new SlotRange(i == 0 ? 0 : ranges[i - 1].Last + 1, last));
        }

        return ranges;
    }

    /// <summary>
    /// The slots of every shard, by the shard's position in <paramref name="owned"/>. A shard with slots gets the even range that most of them lie in, the
    /// others get what is left, in order; a slot that nobody owns goes to the shard of its range. No slot that is owned changes hands.
    /// </summary>
    /// <param name="owned">What each shard owns already; empty for a new one. No slot twice.</param>
    public static IReadOnlyList<IReadOnlyList<SlotRange>> Complete(IReadOnlyList<IReadOnlyList<SlotRange>> owned)
    {
        var even = Even(owned.Count);
        var rangeOf = Assign(owned, even);
        var taken = owned.SelectMany(ranges => ranges.SelectMany(range => range.Slots)).ToHashSet();
        return
        [
            .. owned.Select((ranges, shard) => ranges.Count == 0 && taken.Count == 0
                ? [even[rangeOf[shard]]]
                : SlotRange.Of(ranges.SelectMany(range => range.Slots).Concat(even[rangeOf[shard]].Slots.Where(slot => !taken.Contains(slot))))),
        ];
    }

    private static int[] Assign(IReadOnlyList<IReadOnlyList<SlotRange>> owned, IReadOnlyList<SlotRange> even)
    {
        var rangeOf = Enumerable.Repeat(-1, owned.Count).ToArray();
        var overlaps =
            from shard in Enumerable.Range(0, owned.Count)
            where owned[shard].Count > 0
            from range in Enumerable.Range(0, even.Count)
            orderby owned[shard].Sum(own => Overlap(own, even[range])) descending, shard, range
            select (shard, range);
        foreach (var (shard, range) in overlaps)
        {
            if (rangeOf[shard] < 0 && !rangeOf.Contains(range))
            {
                rangeOf[shard] = range;
            }
        }

        var free = new Queue<int>(Enumerable.Range(0, even.Count).Except(rangeOf));
        for (var shard = 0; shard < rangeOf.Length; shard++)
        {
            rangeOf[shard] = rangeOf[shard] < 0 ? free.Dequeue() : rangeOf[shard];
        }

        return rangeOf;
    }

    private static int Overlap(SlotRange one, SlotRange other) => Math.Max(0, Math.Min(one.Last, other.Last) - Math.Max(one.First, other.First) + 1);
}
