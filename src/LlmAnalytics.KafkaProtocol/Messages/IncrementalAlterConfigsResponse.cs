using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What became of each resource that was to be changed. Source: Kafka's IncrementalAlterConfigsResponse.json, versions 0 and 1.</summary>
public sealed class IncrementalAlterConfigsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => IncrementalAlterConfigsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The resources, in no order.</summary>
    public AlterConfigsResourceResponse[] Responses { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        Responses = wire.Array(Responses);
    }
}

/// <summary>What became of a resource that was to be changed.</summary>
public sealed class AlterConfigsResourceResponse : WireStruct
{
    /// <summary>Why nothing was changed; none where all was.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>What it is.</summary>
    public ConfigResourceType ResourceType { get; set; }

    /// <summary>Its name.</summary>
    public string ResourceName { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        ResourceType = wire.ConfigResourceType(ResourceType);
        ResourceName = wire.String(ResourceName);
    }
}
