using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Kafka.Configs;

/// <summary>The value of a setting and where it comes from.</summary>
/// <param name="Definition">The setting.</param>
/// <param name="Value">The value in force; null for none.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Synonyms">All places that give it a value, the one in force first.</param>
internal sealed record SettingValue(SettingDefinition Definition, string? Value, ConfigSource Source, IReadOnlyList<SettingSynonym> Synonyms);

/// <summary>A place that gives a setting a value.</summary>
internal sealed record SettingSynonym(string Name, string? Value, ConfigSource Source);
