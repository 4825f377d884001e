namespace LlmAnalytics.KafkaProtocol.Codec;

/// <summary>
/// One direction of Kafka's binary format. A message declares its fields once, as <c>Field = wire.Int32(Field)</c>: a <see cref="WireWriter"/> writes the
/// value it is handed and gives it back, a <see cref="WireReader"/> ignores it and gives back what it read. The declaration holds for both ends of the wire.
/// </summary>
/// <remarks>
/// Source: the Kafka protocol guide's primitive types, and KIP-482 (flexible versions: compact lengths, tagged fields). A virtual call a field costs about a
/// nanosecond; in exchange there is no reflection and no code generation, and what a message looks like can be read in one place.
/// </remarks>
public abstract class Wire
{
    private protected Wire(short version, bool isFlexible)
    {
        Version = version;
        IsFlexible = isFlexible;
    }

    /// <summary>The version of the message that is read or written.</summary>
    public short Version { get; }

    /// <summary>Whether that version has compact lengths and tagged fields.</summary>
    public bool IsFlexible { get; private protected set; }

    /// <summary>One byte, 0 or 1.</summary>
    public abstract bool Boolean(bool value);

    /// <summary>One byte, signed.</summary>
    public abstract sbyte Int8(sbyte value);

    /// <summary>Two bytes, big-endian.</summary>
    public abstract short Int16(short value);

    /// <summary>Two bytes, big-endian, unsigned.</summary>
    public abstract ushort UInt16(ushort value);

    /// <summary>Four bytes, big-endian.</summary>
    public abstract int Int32(int value);

    /// <summary>Eight bytes, big-endian.</summary>
    public abstract long Int64(long value);

    /// <summary>Sixteen bytes in the order of RFC 4122.</summary>
    public abstract Guid Uuid(Guid value);

    /// <summary>UTF-8 text with its length in bytes before it; null is an error.</summary>
    public abstract string String(string value);

    /// <summary>UTF-8 text with its length in bytes before it, or null.</summary>
    public abstract string? NullableString(string? value);

    /// <summary>UTF-8 text with a two-byte length before it in every version, or null: the client id of a request's header.</summary>
    public string? LegacyNullableString(string? value)
    {
        var outer = IsFlexible;
        IsFlexible = false;
        var result = NullableString(value);
        IsFlexible = outer;
        return result;
    }

    /// <summary>Bytes with their count before them; null is an error.</summary>
    public abstract byte[] Bytes(byte[] value);

    /// <summary>Bytes with their count before them, or null: records, and what a group's members say to each other.</summary>
    public abstract byte[]? NullableBytes(byte[]? value);

    /// <summary>An array of <see cref="Int32(int)"/> with its count before it; null is an error.</summary>
    public abstract int[] Int32Array(int[] value);

    /// <summary>An array of <see cref="Int32(int)"/> with its count before it, or null.</summary>
    public abstract int[]? NullableInt32Array(int[]? value);

    /// <summary>An array of <see cref="String(string)"/> with its count before it; null is an error.</summary>
    public abstract string[] StringArray(string[] value);

    /// <summary>An array of <see cref="String(string)"/> with its count before it, or null.</summary>
    public abstract string[]? NullableStringArray(string[]? value);

    /// <summary>An array of structures with its count before it; null is an error.</summary>
    public abstract T[] Array<T>(T[] value)
        where T : WireStruct, new();

    /// <summary>An array of structures with its count before it, or null.</summary>
    public abstract T[]? NullableArray<T>(T[]? value)
        where T : WireStruct, new();

    /// <summary>A structure, or null; a byte before it tells (-1 null, 1 present).</summary>
    public abstract T? NullableStruct<T>(T? value)
        where T : WireStruct, new();

    /// <summary>What closes a structure in flexible versions: its tagged fields. Nothing in others.</summary>
    private protected abstract void TagBuffer(WireStruct value);

    /// <summary>Reads or writes a structure: its fields, then its tagged ones.</summary>
    internal void Struct(WireStruct value)
    {
        value.Fields(this);
        if (IsFlexible)
        {
            TagBuffer(value);
        }
    }
}
