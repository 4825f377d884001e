using System.Buffers.Binary;
using System.Numerics;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Records;

/// <summary>
/// A batch of records of format 2 as bytes: its header is read in place and, where the broker has its say, written. The records themselves stay as they came,
/// compressed or not. Source: the "Record Batch" section of Kafka's documentation of the message format.
/// </summary>
internal sealed class RecordBatch
{
    /// <summary>The bytes of a header.</summary>
    public const int HeaderBytes = 61;

    private const int LengthAt = 8;
    private const int EpochAt = 12;
    private const int MagicAt = 16;
    private const int CrcAt = 17;
    private const int AttributesAt = 21;
    private const int LastOffsetDeltaAt = 23;
    private const int BaseTimestampAt = 27;
    private const int MaxTimestampAt = 35;
    private const int ProducerIdAt = 43;
    private const int ProducerEpochAt = 51;
    private const int BaseSequenceAt = 53;
    private const int CountAt = 57;
    private const int BytesBeforeLengthCounts = 12;
    private const short LogAppendTimeFlag = 8;
    private const short CompressionMask = 7;

    private readonly byte[] _bytes;

    private RecordBatch(byte[] bytes) => _bytes = bytes;

    /// <summary>All bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>How many bytes.</summary>
    public int SizeBytes => _bytes.Length;

    /// <summary>The first record's offset.</summary>
    public long BaseOffset => BinaryPrimitives.ReadInt64BigEndian(_bytes);

    /// <summary>The last record's offset.</summary>
    public long LastOffset => BaseOffset + LastOffsetDelta;

    /// <summary>The last record's offset less the first one's.</summary>
    public int LastOffsetDelta => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(LastOffsetDeltaAt));

    /// <summary>The epoch of the leader that wrote it.</summary>
    public int LeaderEpoch => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(EpochAt));

    /// <summary>The first record's time.</summary>
    public long BaseTimestamp => BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(BaseTimestampAt));

    /// <summary>The greatest of the records' times.</summary>
    public long MaxTimestamp => BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(MaxTimestampAt));

    /// <summary>The producer's id; -1 for one without.</summary>
    public long ProducerId => BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(ProducerIdAt));

    /// <summary>The producer's epoch.</summary>
    public short ProducerEpoch => BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(ProducerEpochAt));

    /// <summary>The first record's number in what the producer sends to the partition.</summary>
    public int BaseSequence => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(BaseSequenceAt));

    /// <summary>How many records.</summary>
    public int Count => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(CountAt));

    /// <summary>Whether the records are compressed.</summary>
    public bool IsCompressed => (Attributes & CompressionMask) != 0;

    /// <summary>Whether the records have the time at which the broker took them.</summary>
    public bool HasLogAppendTime => (Attributes & LogAppendTimeFlag) != 0;

    /// <summary>The records, after the header.</summary>
    public ReadOnlySpan<byte> Payload => _bytes.AsSpan(HeaderBytes);

    private short Attributes => BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(AttributesAt));

    /// <summary>Cuts what a producer sent into batches.</summary>
    /// <exception cref="KafkaException">These are no batches of format 2, or their checksum is wrong.</exception>
    public static IReadOnlyList<RecordBatch> ReadAll(ReadOnlySpan<byte> records)
    {
        var batches = new List<RecordBatch>();
        while (records.Length > 0)
        {
            if (records.Length < HeaderBytes)
            {
                throw Corrupt("The batch is shorter than its header.");
            }

            var size = (long)BinaryPrimitives.ReadInt32BigEndian(records[LengthAt..]) + BytesBeforeLengthCounts;
            if (size < HeaderBytes || size > records.Length)
            {
                throw Corrupt("The batch's length can't be.");
            }

            var batch = new RecordBatch(records[..(int)size].ToArray());
            batch.Check();
            batches.Add(batch);
            records = records[(int)size..];
        }

        return batches;
    }

    /// <summary>What the leader writes into a batch: neither is under the checksum.</summary>
    public void Place(long baseOffset, int leaderEpoch)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes, baseOffset);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(EpochAt), leaderEpoch);
    }

    /// <summary>Gives all records the broker's time (<c>message.timestamp.type=LogAppendTime</c>).</summary>
    public void Stamp(long timestamp)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.AsSpan(AttributesAt), (short)(Attributes | LogAppendTimeFlag));
        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(MaxTimestampAt), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(CrcAt), Checksum());
    }

    private void Check()
    {
        if (_bytes[MagicAt] != 2)
        {
            throw new KafkaException(ErrorCode.UnsupportedForMessageFormat, "Only batches of format 2 are taken.");
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(CrcAt)) != Checksum())
        {
            throw Corrupt("The batch's checksum is wrong.");
        }
    }

    private uint Checksum()
    {
        var rest = _bytes.AsSpan(AttributesAt);
        var crc = uint.MaxValue;
        while (rest.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            rest = rest[sizeof(ulong)..];
        }

        foreach (var octet in rest)
        {
            crc = BitOperations.Crc32C(crc, octet);
        }

        return ~crc;
    }

    private static KafkaException Corrupt(string message) => new(ErrorCode.CorruptMessage, message);
}
