using System.Buffers.Binary;
using System.Text;

namespace LlmAnalytics.KafkaProtocol.Codec;

/// <summary>
/// Reads messages from bytes that have arrived whole. Every length is held against the bytes that are left before anything is allocated for it, so a
/// malformed message costs no more memory than it has bytes; it ends in a <see cref="WireFormatException"/>.
/// </summary>
public sealed class WireReader : Wire
{
    // A count says how many elements follow, not how large they are in memory: start small and grow with what really arrives.
    private const int FirstCapacity = 256;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer;
    private int _position;
    private int _end;

    /// <summary>Creates a reader.</summary>
    /// <param name="bytes">The message; not copied, and not to be changed while one reads.</param>
    /// <param name="version">The message's version.</param>
    /// <param name="isFlexible">Whether that version has compact lengths and tagged fields.</param>
    public WireReader(ArraySegment<byte> bytes, short version, bool isFlexible)
        : base(version, isFlexible)
    {
        _buffer = bytes.Array ?? [];
        _position = bytes.Offset;
        _end = bytes.Offset + bytes.Count;
    }

    /// <summary>Bytes that are not read yet.</summary>
    public int Remaining => _end - _position;

    /// <summary>Reads a whole structure.</summary>
    /// <exception cref="WireFormatException">The bytes are no such structure.</exception>
    public T Read<T>()
        where T : WireStruct, new()
    {
        var value = new T();
        Struct(value);
        return value;
    }

    /// <summary>Reads a whole structure into an object that exists: where its type is known at run time only.</summary>
    /// <exception cref="WireFormatException">The bytes are no such structure.</exception>
    public void Read(WireStruct value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Struct(value);
    }

    /// <summary>Reads a message's body behind its header, which may have other lengths than the body.</summary>
    internal WireReader Continue(short version, bool isFlexible) => new(new ArraySegment<byte>(_buffer, _position, Remaining), version, isFlexible);

    /// <inheritdoc/>
    public override bool Boolean(bool value) => Take(1)[0] != 0;

    /// <inheritdoc/>
    public override sbyte Int8(sbyte value) => (sbyte)Take(1)[0];

    /// <inheritdoc/>
    public override short Int16(short value) => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    /// <inheritdoc/>
    public override ushort UInt16(ushort value) => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    /// <inheritdoc/>
    public override int Int32(int value) => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    /// <inheritdoc/>
    public override long Int64(long value) => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    /// <inheritdoc/>
    public override Guid Uuid(Guid value) => new(Take(16), bigEndian: true);

    /// <inheritdoc/>
    public override string String(string value) => NullableString(value) ?? throw Unexpected("a null string where one is required");

    /// <inheritdoc/>
    public override string? NullableString(string? value) => Text(IsFlexible ? CompactLength() : Int16(0));

    /// <inheritdoc/>
    public override byte[] Bytes(byte[] value) => NullableBytes(value) ?? throw Unexpected("null bytes where some are required");

    /// <inheritdoc/>
    public override byte[]? NullableBytes(byte[]? value)
    {
        var length = Length();
        return length >= 0 ? Take(length).ToArray() : null;
    }

    /// <inheritdoc/>
    public override int[] Int32Array(int[] value) => NullableInt32Array(value) ?? throw NullArray();

    /// <inheritdoc/>
    public override int[]? NullableInt32Array(int[]? value)
    {
        var count = Count(sizeof(int));
        if (count <= 0)
        {
            return count < 0 ? null : [];
        }

        var bytes = Take(count * sizeof(int));
        var items = new int[count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = BinaryPrimitives.ReadInt32BigEndian(bytes[(i * sizeof(int))..]);
        }

        return items;
    }

    /// <inheritdoc/>
    public override string[] StringArray(string[] value) => NullableStringArray(value) ?? throw NullArray();

    /// <inheritdoc/>
    public override string[]? NullableStringArray(string[]? value) =>
        Items(IsFlexible ? 1 : sizeof(short), static reader => reader.String(""));

    /// <inheritdoc/>
    public override T[] Array<T>(T[] value) => NullableArray(value) ?? throw NullArray();

    /// <inheritdoc/>
    public override T[]? NullableArray<T>(T[]? value)
        where T : class => Items(1, static reader => reader.Read<T>());

    /// <inheritdoc/>
    public override T? NullableStruct<T>(T? value)
        where T : class => Int8(0) < 0 ? null : Read<T>();

    /// <summary>Reads a structure's tagged fields: those that it declares into it, the others as bytes.</summary>
    private protected override void TagBuffer(WireStruct value)
    {
        var count = UVarInt();
        if (count == 0)
        {
            return;
        }

        var declared = new TaggedFields(Version);
        value.TaggedFields(declared);
        List<UnknownTag>? unknown = null;
        for (var i = 0U; i < count; i++)
        {
            var tag = UVarInt();
            if (tag > int.MaxValue)
            {
                throw Unexpected($"the tag {tag}");
            }

            var size = UVarInt();
            if (size > (uint)Remaining)
            {
                throw Unexpected($"a tagged field of {size} bytes where {Remaining} are left");
            }

            if (declared.Find((int)tag) is { } field)
            {
                ReadTag(field, (int)size);
            }
            else
            {
                (unknown ??= []).Add(new UnknownTag((int)tag, Take((int)size).ToArray()));
            }
        }

        value.UnknownTags = unknown?.ToArray();
    }

    private void ReadTag(Action<Wire> field, int size)
    {
        var outerEnd = _end;
        _end = _position + size;
        field(this);
        if (_position != _end)
        {
            throw Unexpected($"{Remaining} bytes too many in a tagged field");
        }

        _end = outerEnd;
    }

    private T[]? Items<T>(int smallest, Func<WireReader, T> read)
    {
        var count = Count(smallest);
        if (count <= 0)
        {
            return count < 0 ? null : [];
        }

        var items = new T[Math.Min(count, FirstCapacity)];
        for (var i = 0; i < count; i++)
        {
            if (i == items.Length)
            {
                System.Array.Resize(ref items, (int)Math.Min(count, 2L * i));
            }

            items[i] = read(this);
        }

        return items;
    }

    /// <summary>An array's count; -1 for null. Refuses one whose elements can't all be in the bytes that are left.</summary>
    private int Count(int smallest)
    {
        var count = Length();
        return (long)count * smallest <= Remaining
            ? count
            : throw Unexpected($"an array of {count} elements where {Remaining} bytes are left");
    }

    private int Length()
    {
        var length = IsFlexible ? CompactLength() : Int32(0);
        return length >= -1 ? length : throw Unexpected($"the length {length}");
    }

    private int CompactLength()
    {
        var lengthPlusOne = UVarInt();
        return lengthPlusOne <= int.MaxValue ? (int)lengthPlusOne - 1 : throw Unexpected($"the length {lengthPlusOne - 1L}");
    }

    private string? Text(int length)
    {
        if (length < 0)
        {
            return length == -1 ? null : throw Unexpected($"a string of {length} bytes");
        }

        try
        {
            return length == 0 ? "" : Utf8.GetString(Take(length));
        }
        catch (DecoderFallbackException e)
        {
            throw new WireFormatException($"The text before byte {_position} is not UTF-8.", e);
        }
    }

    /// <summary>A variable-length unsigned integer: seven bits a byte, the least significant first.</summary>
    private uint UVarInt()
    {
        var value = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value <= uint.MaxValue ? (uint)value : throw Unexpected($"the number {value}");
            }
        }

        throw Unexpected("a number of more than five bytes");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _end - _position)
        {
            throw Unexpected($"{length} bytes wanted where {Remaining} are left");
        }

        var span = new ReadOnlySpan<byte>(_buffer, _position, length);
        _position += length;
        return span;
    }

    private WireFormatException NullArray() => Unexpected("a null array where one is required");

    private WireFormatException Unexpected(string what) => new($"Malformed message: {what}, at byte {_position}.");
}
