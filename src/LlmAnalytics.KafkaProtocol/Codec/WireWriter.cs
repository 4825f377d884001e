using System.Buffers.Binary;
using System.Text;

namespace LlmAnalytics.KafkaProtocol.Codec;

/// <summary>Writes messages into a buffer that grows as it must.</summary>
public sealed class WireWriter : Wire
{
    private readonly TaggedFields _tags;
    private byte[] _buffer;
    private int _position;

    /// <summary>Creates a writer.</summary>
    /// <param name="version">The version to write.</param>
    /// <param name="isFlexible">Whether that version has compact lengths and tagged fields.</param>
    /// <param name="capacity">Bytes to start with.</param>
    public WireWriter(short version, bool isFlexible, int capacity = 256)
        : base(version, isFlexible)
    {
        _tags = new TaggedFields(version);
        _buffer = new byte[capacity];
    }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _position);

    /// <summary>Writes a whole structure.</summary>
    public void Write(WireStruct value) => Struct(value);

    /// <summary>Writes a structure that has other lengths than the rest: a header before a body.</summary>
    internal void Write(WireStruct value, bool isFlexible)
    {
        var outer = IsFlexible;
        IsFlexible = isFlexible;
        Struct(value);
        IsFlexible = outer;
    }

    /// <summary>Leaves four bytes free for the size that precedes a frame.</summary>
    internal void BeginFrame() => Grow(sizeof(int));

    /// <summary>Fills in the size of the frame that began at the start of the buffer.</summary>
    internal void EndFrame() => BinaryPrimitives.WriteInt32BigEndian(_buffer, _position - sizeof(int));

    /// <inheritdoc/>
    public override bool Boolean(bool value)
    {
        Grow(1)[0] = value ? (byte)1 : (byte)0;
        return value;
    }

    /// <inheritdoc/>
    public override sbyte Int8(sbyte value)
    {
        Grow(1)[0] = (byte)value;
        return value;
    }

    /// <inheritdoc/>
    public override short Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Grow(sizeof(short)), value);
        return value;
    }

    /// <inheritdoc/>
    public override ushort UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Grow(sizeof(ushort)), value);
        return value;
    }

    /// <inheritdoc/>
    public override int Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Grow(sizeof(int)), value);
        return value;
    }

    /// <inheritdoc/>
    public override long Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Grow(sizeof(long)), value);
        return value;
    }

    /// <inheritdoc/>
    public override Guid Uuid(Guid value)
    {
        value.TryWriteBytes(Grow(16), bigEndian: true, out _);
        return value;
    }

    /// <inheritdoc/>
    public override string String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Text(value);
        return value;
    }

    /// <inheritdoc/>
    public override string? NullableString(string? value)
    {
        Text(value);
        return value;
    }

    /// <inheritdoc/>
    public override byte[] Bytes(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return NullableBytes(value)!;
    }

    /// <inheritdoc/>
    public override byte[]? NullableBytes(byte[]? value)
    {
        Length(value?.Length ?? -1);
        value?.CopyTo(Grow(value.Length));
        return value;
    }

    /// <inheritdoc/>
    public override int[] Int32Array(int[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return NullableInt32Array(value)!;
    }

    /// <inheritdoc/>
    public override int[]? NullableInt32Array(int[]? value)
    {
        Length(value?.Length ?? -1);
        if (value is not null)
        {
            var span = Grow(value.Length * sizeof(int));
            for (var i = 0; i < value.Length; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(span[(i * sizeof(int))..], value[i]);
            }
        }

        return value;
    }

    /// <inheritdoc/>
    public override string[] StringArray(string[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return NullableStringArray(value)!;
    }

    /// <inheritdoc/>
    public override string[]? NullableStringArray(string[]? value)
    {
        Length(value?.Length ?? -1);
        foreach (var item in value ?? [])
        {
            String(item);
        }

        return value;
    }

    /// <inheritdoc/>
    public override T[] Array<T>(T[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return NullableArray(value)!;
    }

    /// <inheritdoc/>
    public override T[]? NullableArray<T>(T[]? value)
        where T : class
    {
        Length(value?.Length ?? -1);
        foreach (var item in value ?? [])
        {
            Struct(item);
        }

        return value;
    }

    /// <inheritdoc/>
    public override T? NullableStruct<T>(T? value)
        where T : class
    {
        Int8(value is null ? (sbyte)-1 : (sbyte)1);
        if (value is not null)
        {
            Struct(value);
        }

        return value;
    }

    /// <summary>Writes a structure's tagged fields, declared and unknown ones, ascending by tag. Nearly no structure has any.</summary>
    private protected override void TagBuffer(WireStruct value)
    {
        _tags.Clear();
        value.TaggedFields(_tags);
        if (!_tags.HasPresent && value.UnknownTags is null)
        {
            UVarInt(0);
            return;
        }

        var fields = _tags.Present
            .Select(field => (field.Tag, Bytes: Encode(field.Field)))
            .Concat((value.UnknownTags ?? []).Select(tag => (tag.Tag, Bytes: (ReadOnlyMemory<byte>)tag.Value)))
            .OrderBy(field => field.Tag)
            .ToArray();
        UVarInt((uint)fields.Length);
        foreach (var (tag, bytes) in fields)
        {
            UVarInt((uint)tag);
            UVarInt((uint)bytes.Length);
            bytes.Span.CopyTo(Grow(bytes.Length));
        }
    }

    private ReadOnlyMemory<byte> Encode(Action<Wire> field)
    {
        var inner = new WireWriter(Version, IsFlexible, capacity: 64);
        field(inner);
        return inner.Written;
    }

    private void Text(string? value)
    {
        var bytes = value is null ? -1 : Encoding.UTF8.GetByteCount(value);
        if (IsFlexible)
        {
            UVarInt((uint)(bytes + 1));
        }
        else if (bytes <= short.MaxValue)
        {
            Int16((short)bytes);
        }
        else
        {
            throw new WireFormatException($"A text of {bytes} bytes: this version of the message holds {short.MaxValue} at most.");
        }

        if (bytes > 0)
        {
            Encoding.UTF8.GetBytes(value, Grow(bytes));
        }
    }

    private void Length(int length)
    {
        if (IsFlexible)
        {
            UVarInt((uint)(length + 1));
        }
        else
        {
            Int32(length);
        }
    }

    private void UVarInt(uint value)
    {
        while (value >= 0x80)
        {
            Grow(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Grow(1)[0] = (byte)value;
    }

    private Span<byte> Grow(int length)
    {
        if (length > _buffer.Length - _position)
        {
            System.Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(_position + length)));
        }

        var span = _buffer.AsSpan(_position, length);
        _position += length;
        return span;
    }
}
