using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Kafka.Configs;

/// <summary>A setting that topics or brokers have.</summary>
internal sealed record SettingDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The type of its value.</summary>
    public required ConfigType Type { get; init; }

    /// <summary>Kafka's default; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it takes a restart to change it (brokers).</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether its value is secret.</summary>
    public bool Sensitive { get; init; }

    /// <summary>The brokers' settings that give a topic's one its default, the first that has a value wins.</summary>
    public IReadOnlyList<string> BrokerNames { get; init; } = [];

    /// <summary>The smallest number; null for no limit.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest number; null for no limit.</summary>
    public double? Max { get; init; }

    /// <summary>A number outside the limits that is allowed too.</summary>
    public double? Or { get; init; }

    /// <summary>The texts that are allowed; empty for all.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
