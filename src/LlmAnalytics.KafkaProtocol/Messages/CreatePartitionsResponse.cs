using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What became of each topic that was to be extended. Source: Kafka's CreatePartitionsResponse.json, versions 0 to 3.</summary>
public sealed class CreatePartitionsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => CreatePartitionsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The topics, in no order.</summary>
    public CreatePartitionsTopicResult[] Results { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        Results = wire.Array(Results);
    }
}

/// <summary>What became of a topic that was to be extended.</summary>
public sealed class CreatePartitionsTopicResult : WireStruct
{
    /// <summary>The topic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Why the topic was not extended; none where it was.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
    }
}
