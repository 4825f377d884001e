using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LlmAnalytics.Sandbox.Tests.Kafka;

/// <summary>Batches of records, written down from Kafka's documentation of the message format and not by the code under test.</summary>
internal static class Records
{
    /// <summary>An uncompressed batch, its records a second apart from 2020-01-01 on.</summary>
    public static byte[] Batch(params string[] values) => Batch(producerId: -1, producerEpoch: -1, baseSequence: -1, values);

    public const long FirstTimestamp = 1_577_836_800_000;

    public static byte[] Batch(long producerId, short producerEpoch, int baseSequence, params string[] values)
    {
        var records = new List<byte>();
        for (var i = 0; i < values.Length; i++)
        {
            List<byte> record = [0, .. Varint(1000L * i), .. Varint(i), .. Varint(-1), .. Varint(values[i].Length), .. Encoding.ASCII.GetBytes(values[i]), .. Varint(0)];
            records.AddRange([.. Varint(record.Count), .. record]);
        }

        var batch = new byte[61 + records.Count];
        var span = batch.AsSpan();
        BinaryPrimitives.WriteInt32BigEndian(span[8..], batch.Length - 12);
        BinaryPrimitives.WriteInt32BigEndian(span[12..], -1);
        batch[16] = 2;
        BinaryPrimitives.WriteInt32BigEndian(span[23..], values.Length - 1);
        BinaryPrimitives.WriteInt64BigEndian(span[27..], FirstTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(span[35..], FirstTimestamp + (1000L * (values.Length - 1)));
        BinaryPrimitives.WriteInt64BigEndian(span[43..], producerId);
        BinaryPrimitives.WriteInt16BigEndian(span[51..], producerEpoch);
        BinaryPrimitives.WriteInt32BigEndian(span[53..], baseSequence);
        BinaryPrimitives.WriteInt32BigEndian(span[57..], values.Length);
        records.CopyTo(batch, 61);
        var crc = uint.MaxValue;
        foreach (var octet in batch.AsSpan(21))
        {
            crc = BitOperations.Crc32C(crc, octet);
        }

        BinaryPrimitives.WriteUInt32BigEndian(span[17..], ~crc);
        return batch;
    }

    private static byte[] Varint(long value)
    {
        var bytes = new List<byte>();
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        while (zigzag >= 0x80)
        {
            bytes.Add((byte)(zigzag | 0x80));
            zigzag >>= 7;
        }

        bytes.Add((byte)zigzag);
        return [.. bytes];
    }
}
