using System.Text;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>The slot of a key: CRC16 (XMODEM: polynomial 0x1021, from 0) of its name, modulo the slots. Names with hash tags, <c>{...}</c>, are not for this.</summary>
internal static class HashSlot
{
    public static int Of(string key)
    {
        var crc = 0;
        foreach (var b in Encoding.UTF8.GetBytes(key))
        {
            crc ^= b << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? ((crc << 1) ^ 0x1021) & 0xFFFF : (crc << 1) & 0xFFFF;
            }
        }

        return crc % SlotRange.Total;
    }

    /// <summary>A key that begins so and lies in one of the slots.</summary>
    public static string KeyIn(string prefix, IReadOnlyList<SlotRange> slots) =>
        Enumerable.Range(0, int.MaxValue).Select(i => $"{prefix}{i}").First(key => Of(key) is var slot && slots.Any(range => slot >= range.First && slot <= range.Last));
}
