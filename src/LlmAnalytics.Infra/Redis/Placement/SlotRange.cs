using System.Globalization;

namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>Hash slots from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
internal readonly record struct SlotRange(int First, int Last)
{
    /// <summary>The slots of every Redis cluster.</summary>
    public const int Total = 16384;

    public int Count => Last - First + 1;

    /// <summary>The ranges that hold exactly these slots, in order.</summary>
    public static IReadOnlyList<SlotRange> Of(IEnumerable<int> slots)
    {
        var ranges = new List<SlotRange>();
        foreach (var slot in slots.Order())
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

    /// <summary>Ranges as people write them: <c>0-5460, 6000</c>.</summary>
    public static string Format(IEnumerable<SlotRange> ranges) => string.Join(", ", ranges);

    public IEnumerable<int> Slots() => Enumerable.Range(First, Count);

    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}
