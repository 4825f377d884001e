namespace LlmAnalytics.Sandbox.Kafka.Records;

/// <summary>The offsets and times of a batch's records. Of a compressed batch only the first and the greatest time are known.</summary>
internal static class RecordTimes
{
    /// <summary>The first record of a time or later; null for none.</summary>
    public static (long Offset, long Timestamp)? FirstSince(RecordBatch batch, long timestamp)
    {
        if (batch.MaxTimestamp < timestamp)
        {
            return null;
        }

        foreach (var (offset, time) in Of(batch))
        {
            if (time >= timestamp)
            {
                return (offset, time);
            }
        }

        return null;
    }

    /// <summary>The first record of the greatest time.</summary>
    public static (long Offset, long Timestamp) Greatest(RecordBatch batch)
    {
        foreach (var (offset, time) in Of(batch))
        {
            if (time == batch.MaxTimestamp)
            {
                return (offset, time);
            }
        }

        return (batch.LastOffset, batch.MaxTimestamp);
    }

    private static List<(long Offset, long Timestamp)> Of(RecordBatch batch)
    {
        if (batch.HasLogAppendTime)
        {
            return [(batch.BaseOffset, batch.MaxTimestamp)];
        }

        if (batch.IsCompressed)
        {
            return batch.BaseTimestamp == batch.MaxTimestamp
                ? [(batch.BaseOffset, batch.BaseTimestamp)]
                : [(batch.BaseOffset, batch.BaseTimestamp), (batch.LastOffset, batch.MaxTimestamp)];
        }

        var records = new List<(long, long)>(batch.Count);
        var rest = batch.Payload;
        for (var i = 0; i < batch.Count && rest.Length > 0; i++)
        {
            var length = ReadVarLong(ref rest);
            if (length <= 0 || length > rest.Length)
            {
                break;
            }

            var record = rest[..(int)length];
            rest = rest[(int)length..];
            record = record[1..]; // attributes
            var timestampDelta = ReadVarLong(ref record);
            var offsetDelta = ReadVarLong(ref record);
            records.Add((batch.BaseOffset + offsetDelta, batch.BaseTimestamp + timestampDelta));
        }

        return records;
    }

    // Zigzag, seven bits a byte, the least significant first.
    private static long ReadVarLong(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64 && bytes.Length > 0; shift += 7)
        {
            var octet = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(octet & 0x7f) << shift;
            if (octet < 0x80)
            {
                break;
            }
        }

        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
