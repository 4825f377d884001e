using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What became of each topic that was to be created. Source: Kafka's CreateTopicsResponse.json, versions 2 to 7.</summary>
public sealed class CreateTopicsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => CreateTopicsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The topics, in no order.</summary>
    public CreatableTopicResult[] Topics { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        Topics = wire.Array(Topics);
    }
}

/// <summary>What became of a topic that was to be created.</summary>
public sealed class CreatableTopicResult : WireStruct
{
    /// <summary>The topic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The new topic's id; all zero where it was not created.</summary>
    public Guid TopicId { get; set; }

    /// <summary>Why the topic was not created; none where it was.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Why the settings are not told (the user may not see them); none where they are. A tagged field.</summary>
    public ErrorCode TopicConfigErrorCode { get; set; }

    /// <summary>How many partitions it has; -1 where unknown.</summary>
    public int NumPartitions { get; set; } = -1;

    /// <summary>How many replicas a partition has; -1 where unknown.</summary>
    public short ReplicationFactor { get; set; } = -1;

    /// <summary>All its settings, defaults included; null where they are not told.</summary>
    public CreatableTopicConfigs[]? Configs { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        if (wire.Version >= 7)
        {
            TopicId = wire.Uuid(TopicId);
        }

        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        if (wire.Version >= 5)
        {
            NumPartitions = wire.Int32(NumPartitions);
            ReplicationFactor = wire.Int16(ReplicationFactor);
            Configs = wire.NullableArray(Configs);
        }
    }

    /// <inheritdoc/>
    protected internal override void TaggedFields(TaggedFields tags) =>
        tags.Declare(0, TopicConfigErrorCode != ErrorCode.None, wire => TopicConfigErrorCode = wire.ErrorCode(TopicConfigErrorCode));
}

/// <summary>A setting of a topic that was created.</summary>
public sealed class CreatableTopicConfigs : WireStruct
{
    /// <summary>The setting's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The setting's value; null where it is secret or has none.</summary>
    public string? Value { get; set; }

    /// <summary>Whether it can't be changed.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Where the value comes from.</summary>
    public ConfigSource ConfigSource { get; set; } = ConfigSource.Unset;

    /// <summary>Whether the value is secret.</summary>
    public bool IsSensitive { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Value = wire.NullableString(Value);
        ReadOnly = wire.Boolean(ReadOnly);
        ConfigSource = wire.ConfigSource(ConfigSource);
        IsSensitive = wire.Boolean(IsSensitive);
    }
}
