using System.Globalization;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>Slots that follow each other.</summary>
/// <param name="First">The first slot.</param>
/// <param name="Last">The last slot; the first one again for a single slot.</param>
internal readonly record struct SlotRange(int First, int Last)
{
    /// <summary>The slots of a cluster.</summary>
    public const int Total = 16384;

    public int Count => Last - First + 1;

    public IEnumerable<int> Slots => Enumerable.Range(First, Count);

    /// <summary>Joins slots to as few ranges as there can be, in order.</summary>
    public static IReadOnlyList<SlotRange> Of(IEnumerable<int> slots)
    {
        var ranges = new List<SlotRange>();
        foreach (var slot in slots.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last == slot - 1)
            {
                ranges[^1] = ranges[^1] with { Last = slot };
            }
            else
            {
                ranges.Add(new SlotRange(slot, slot));
            }
        }

        return ranges;
    }

    /// <summary>Ranges as people read them: <c>0-5460,5462</c>.</summary>
    public static string Text(IEnumerable<SlotRange> ranges) => string.Join(',', ranges);

    public override string ToString() => First == Last ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}
