using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What became of each topic that was to be deleted. Source: Kafka's DeleteTopicsResponse.json, versions 1 to 6.</summary>
public sealed class DeleteTopicsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DeleteTopicsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The topics, in no order.</summary>
    public DeletableTopicResult[] Responses { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        Responses = wire.Array(Responses);
    }
}

/// <summary>What became of a topic that was to be deleted.</summary>
public sealed class DeletableTopicResult : WireStruct
{
    /// <summary>The topic's name; null where it was meant by an id that is unknown or that the user may not see.</summary>
    public string? Name { get; set; } = "";

    /// <summary>The topic's id; all zero where it is unknown.</summary>
    public Guid TopicId { get; set; }

    /// <summary>Why the topic was not deleted; none where it was.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.NullableString(Name);
        if (wire.Version >= 6)
        {
            TopicId = wire.Uuid(TopicId);
        }

        ErrorCode = wire.ErrorCode(ErrorCode);
        if (wire.Version >= 5)
        {
            ErrorMessage = wire.NullableString(ErrorMessage);
        }
    }
}
