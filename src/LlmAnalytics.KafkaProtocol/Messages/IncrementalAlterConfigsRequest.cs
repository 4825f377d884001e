using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Changes single settings of resources and leaves the others alone. Source: Kafka's IncrementalAlterConfigsRequest.json, versions 0 and 1.</summary>
/// <remarks>Atomic within a resource, not across resources.</remarks>
public sealed class IncrementalAlterConfigsRequest : KafkaRequest<IncrementalAlterConfigsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.IncrementalAlterConfigs, 1, 1, FirstFlexibleVersion: 1) { OldestVersion = 0 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The resources. The broker refuses one that stands here twice; those of a broker are changed by that broker only.</summary>
    public AlterConfigsResource[] Resources { get; set; } = [];

    /// <summary>Whether the broker is only to say what it would do.</summary>
    public bool ValidateOnly { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Resources = wire.Array(Resources);
        ValidateOnly = wire.Boolean(ValidateOnly);
    }
}

/// <summary>A resource and the changes of its settings.</summary>
public sealed class AlterConfigsResource : WireStruct
{
    /// <summary>What it is.</summary>
    public ConfigResourceType ResourceType { get; set; }

    /// <summary>Its name.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>The changes: all of them are made, or none.</summary>
    public AlterableConfig[] Configs { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ResourceType = wire.ConfigResourceType(ResourceType);
        ResourceName = wire.String(ResourceName);
        Configs = wire.Array(Configs);
    }
}

/// <summary>A change of a setting.</summary>
public sealed class AlterableConfig : WireStruct
{
    /// <summary>The setting's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What to do with it.</summary>
    public ConfigOperation ConfigOperation { get; set; }

    /// <summary>The value to set, add or take away; null where the setting is reset.</summary>
    public string? Value { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        ConfigOperation = wire.ConfigOperation(ConfigOperation);
        Value = wire.NullableString(Value);
    }
}
