namespace LlmAnalytics.KafkaProtocol.Codec;

/// <summary>A structure of the protocol: a message, an element of an array, a header. Declares its fields once for both directions.</summary>
public abstract class WireStruct
{
    /// <summary>Tagged fields that were read and are not declared: kept, so that a message writes back what it read. Null where there were none.</summary>
    public UnknownTag[]? UnknownTags { get; internal set; }

    /// <summary>Declares the fields in their order on the wire, as <c>Field = wire.Int32(Field)</c>, those of later versions behind an <c>if (wire.Version >= n)</c>.</summary>
    /// <param name="wire">Reads or writes; holds the version.</param>
    protected internal abstract void Fields(Wire wire);

    /// <summary>Declares the tagged fields, if there are any. Called in flexible versions only.</summary>
    /// <param name="tags">Where to declare them, in the order of their tags.</param>
    protected internal virtual void TaggedFields(TaggedFields tags)
    {
    }
}

/// <summary>A tagged field that this library doesn't know.</summary>
/// <param name="Tag">The field's number.</param>
/// <param name="Value">Its bytes, undecoded.</param>
public readonly record struct UnknownTag(int Tag, byte[] Value);
