namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>One setting as it was given. Deliberately no record: <see cref="ToString"/> names it and never shows its value, which may be a secret.</summary>
internal sealed class Setting(string name, string value, SettingSource source)
{
    /// <summary>The name as it was written.</summary>
    internal string Name { get; } = name;

    /// <summary>The value.</summary>
    internal string Value { get; } = value;

    /// <summary>Where it came from.</summary>
    internal SettingSource Source { get; } = source;

    /// <summary>Who gave it.</summary>
    internal SettingLayer Layer => Source.Layer;

    /// <summary>The value for a message, where it is a plain word such as a mechanism's name; anything else might be a misplaced secret.</summary>
    internal string Shown => Value.Length <= 40 && Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? $"'{Value}'" : "the value given";

    /// <inheritdoc/>
    public override string ToString() => $"'{Name}' ({Source})";
}
