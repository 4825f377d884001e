namespace LlmAnalytics.KafkaProtocol.Codec;

/// <summary>The tagged fields that a structure declares (KIP-482): optional ones, identified by number, absent at their default.</summary>
public sealed class TaggedFields
{
    private readonly List<(int Tag, bool Present, Action<Wire> Field)> _declared = [];

    internal TaggedFields(short version) => Version = version;

    /// <summary>The version of the message that is read or written.</summary>
    public short Version { get; }

    /// <summary>Declares one tagged field.</summary>
    /// <param name="tag">Its number; numbers ascend.</param>
    /// <param name="present">Whether it has another value than its default: only then is it written.</param>
    /// <param name="field">Reads or writes the value, as in <see cref="WireStruct.Fields"/>.</param>
    public void Declare(int tag, bool present, Action<Wire> field) => _declared.Add((tag, present, field));

    /// <summary>Whether there is a field to write.</summary>
    internal bool HasPresent => _declared.Exists(static declared => declared.Present);

    /// <summary>Makes room for the declarations of another structure.</summary>
    internal void Clear() => _declared.Clear();

    /// <summary>The fields to write, ascending by tag.</summary>
    internal IEnumerable<(int Tag, Action<Wire> Field)> Present => _declared.Where(d => d.Present).Select(d => (d.Tag, d.Field));

    /// <summary>The declaration of a tag that was read; null where there is none.</summary>
    internal Action<Wire>? Find(int tag) => _declared.Find(d => d.Tag == tag).Field;
}
