using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks a broker for the brokers, topics and partitions that it knows. Source: Kafka's MetadataRequest.json, versions 0 to 13; in version 0 an empty list asks for all topics.</summary>
public sealed class MetadataRequest : KafkaRequest<MetadataResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.Metadata, 11, 13, FirstFlexibleVersion: 9) { OldestVersion = 0 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The topics to describe; empty for none, null for all that the user may see.</summary>
    public MetadataRequestTopic[]? Topics { get; set; } = [];

    /// <summary>Whether the broker may create the topics that it doesn't know. False by default: a look must not create what it looks for.</summary>
    public bool AllowAutoTopicCreation { get; set; }

    /// <summary>Whether each topic is to come with the operations that the user may do on it.</summary>
    public bool IncludeTopicAuthorizedOperations { get; set; }

    /// <summary>Whether the cluster's operations that the user may do are to be told (versions 8 to 10; DescribeCluster took its place).</summary>
    public bool IncludeClusterAuthorizedOperations { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Topics = wire.NullableArray(Topics);
        if (wire.Version >= 4)
        {
            AllowAutoTopicCreation = wire.Boolean(AllowAutoTopicCreation);
        }

        if (wire.Version is >= 8 and <= 10)
        {
            IncludeClusterAuthorizedOperations = wire.Boolean(IncludeClusterAuthorizedOperations);
        }

        if (wire.Version >= 8)
        {
            IncludeTopicAuthorizedOperations = wire.Boolean(IncludeTopicAuthorizedOperations);
        }
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
        if (wire.Version >= 10)
        {
            TopicId = wire.Uuid(TopicId);
        }

        Name = wire.NullableString(Name);
    }
}
