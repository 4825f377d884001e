using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The settings of resources. Source: Kafka's DescribeConfigsResponse.json, versions 1 to 4.</summary>
public sealed class DescribeConfigsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DescribeConfigsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The resources, in no order.</summary>
    public DescribeConfigsResult[] Results { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        Results = wire.Array(Results);
    }
}

/// <summary>The settings of a resource.</summary>
public sealed class DescribeConfigsResult : WireStruct
{
    /// <summary>Why the settings are not told; none where they are.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>What it is.</summary>
    public ConfigResourceType ResourceType { get; set; }

    /// <summary>Its name.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>The settings, in no order.</summary>
    public DescribeConfigsResourceResult[] Configs { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        ResourceType = wire.ConfigResourceType(ResourceType);
        ResourceName = wire.String(ResourceName);
        Configs = wire.Array(Configs);
    }
}

/// <summary>A setting of a resource.</summary>
public sealed class DescribeConfigsResourceResult : WireStruct
{
    /// <summary>The setting's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The value in force; null where it is secret or has none.</summary>
    public string? Value { get; set; }

    /// <summary>Whether it can't be changed while the broker runs.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Where the value in force comes from.</summary>
    public ConfigSource ConfigSource { get; set; } = ConfigSource.Unset;

    /// <summary>Whether the value is secret.</summary>
    public bool IsSensitive { get; set; }

    /// <summary>All places that give it a value, the one in force first; empty where they were not asked for.</summary>
    public DescribeConfigsSynonym[] Synonyms { get; set; } = [];

    /// <summary>The type of the value.</summary>
    public ConfigType ConfigType { get; set; }

    /// <summary>Kafka's explanation; null where it was not asked for.</summary>
    public string? Documentation { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Value = wire.NullableString(Value);
        ReadOnly = wire.Boolean(ReadOnly);
        ConfigSource = wire.ConfigSource(ConfigSource);
        IsSensitive = wire.Boolean(IsSensitive);
        Synonyms = wire.Array(Synonyms);
        if (wire.Version >= 3)
        {
            ConfigType = wire.ConfigType(ConfigType);
            Documentation = wire.NullableString(Documentation);
        }
    }
}

/// <summary>A place that gives a setting a value.</summary>
public sealed class DescribeConfigsSynonym : WireStruct
{
    /// <summary>The setting's name in that place: a topic's <c>retention.ms</c> is a broker's <c>log.retention.ms</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>The value there; null where it is secret or has none.</summary>
    public string? Value { get; set; }

    /// <summary>The place.</summary>
    public ConfigSource Source { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Value = wire.NullableString(Value);
        Source = wire.ConfigSource(Source);
    }
}
