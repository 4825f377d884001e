using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks for the settings of topics, brokers and other resources. Source: Kafka's DescribeConfigsRequest.json, versions 1 to 4.</summary>
public sealed class DescribeConfigsRequest : KafkaRequest<DescribeConfigsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.DescribeConfigs, 4, 4, FirstFlexibleVersion: 4) { OldestVersion = 1 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The resources. Those of a broker are answered by that broker only.</summary>
    public DescribeConfigsResource[] Resources { get; set; } = [];

    /// <summary>Whether each setting is to come with all places that give it a value.</summary>
    public bool IncludeSynonyms { get; set; }

    /// <summary>Whether each setting is to come with its explanation.</summary>
    public bool IncludeDocumentation { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Resources = wire.Array(Resources);
        IncludeSynonyms = wire.Boolean(IncludeSynonyms);
        if (wire.Version >= 3)
        {
            IncludeDocumentation = wire.Boolean(IncludeDocumentation);
        }
    }
}

/// <summary>A resource whose settings are asked for.</summary>
public sealed class DescribeConfigsResource : WireStruct
{
    /// <summary>What it is.</summary>
    public ConfigResourceType ResourceType { get; set; }

    /// <summary>Its name: a topic's name, a broker's id. An empty name of a broker means the settings that hold for all brokers.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>The settings; null for all.</summary>
    public string[]? ConfigurationKeys { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ResourceType = wire.ConfigResourceType(ResourceType);
        ResourceName = wire.String(ResourceName);
        ConfigurationKeys = wire.NullableStringArray(ConfigurationKeys);
    }
}
