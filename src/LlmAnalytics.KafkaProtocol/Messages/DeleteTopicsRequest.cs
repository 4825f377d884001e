using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Deletes topics. Source: Kafka's DeleteTopicsRequest.json, versions 1 to 6.</summary>
public sealed class DeleteTopicsRequest : KafkaRequest<DeleteTopicsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.DeleteTopics, 6, 6, FirstFlexibleVersion: 4) { OldestVersion = 1 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The topics to delete. The broker refuses one that stands here twice.</summary>
    public DeleteTopicState[] Topics { get; set; } = [];

    /// <summary>The names of the topics to delete (up to version 5).</summary>
    public string[] TopicNames { get; set; } = [];

    /// <summary>Milliseconds for which the broker waits until the topics are gone. Zero, the protocol's default, makes it answer a timeout though it does it.</summary>
    public int TimeoutMs { get; set; } = 60000;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 6)
        {
            Topics = wire.Array(Topics);
        }
        else
        {
            TopicNames = wire.StringArray(TopicNames);
        }

        TimeoutMs = wire.Int32(TimeoutMs);
    }
}

/// <summary>A topic to delete: by its name or by its id.</summary>
public sealed class DeleteTopicState : WireStruct
{
    /// <summary>The topic's name; null where it is meant by id.</summary>
    public string? Name { get; set; }

    /// <summary>The topic's id; all zero where it is meant by name.</summary>
    public Guid TopicId { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.NullableString(Name);
        TopicId = wire.Uuid(TopicId);
    }
}
