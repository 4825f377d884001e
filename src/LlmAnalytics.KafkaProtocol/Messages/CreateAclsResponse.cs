using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What became of each ACL that was to be created. Source: Kafka's CreateAclsResponse.json, versions 1 to 3.</summary>
public sealed class CreateAclsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => CreateAclsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The results, in the order of the request.</summary>
    public AclCreationResult[] Results { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        Results = wire.Array(Results);
    }
}

/// <summary>What became of an ACL that was to be created.</summary>
public sealed class AclCreationResult : WireStruct
{
    /// <summary>Why the ACL was not created; none where it was.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error, at times with a dump of the whole request; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
    }
}
