using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks a broker for the brokers, topics and partitions that it knows. Source: Kafka's MetadataRequest.json, versions 11 to 13.</summary>
public sealed class MetadataRequest : KafkaRequest<MetadataResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.Metadata, 11, 13, FirstFlexibleVersion: 9);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The topics to describe; empty for none, null for all that the user may see.</summary>
    public MetadataRequestTopic[]? Topics { get; set; } = [];

    /// <summary>Whether the broker may create the topics that it doesn't know. False by default: a look must not create what it looks for.</summary>
    public bool AllowAutoTopicCreation { get; set; }

    /// <summary>Whether each topic is to come with the operations that the user may do on it.</summary>
    public bool IncludeTopicAuthorizedOperations { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Topics = wire.NullableArray(Topics);
        AllowAutoTopicCreation = wire.Boolean(AllowAutoTopicCreation);
        IncludeTopicAuthorizedOperations = wire.Boolean(IncludeTopicAuthorizedOperations);
    }
}

/// <summary>A topic to describe.</summary>
public sealed class MetadataRequestTopic : WireStruct
{
    /// <summary>The topic's id; all zero where it is asked for by name.</summary>
    public Guid TopicId { get; set; }

    /// <summary>The topic's name; null where it is asked for by id.</summary>
    public string? Name { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        TopicId = wire.Uuid(TopicId);
        Name = wire.NullableString(Name);
    }
}
