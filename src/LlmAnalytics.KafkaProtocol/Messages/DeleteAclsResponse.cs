using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Which ACLs were deleted. Source: Kafka's DeleteAclsResponse.json, versions 1 to 3.</summary>
public sealed class DeleteAclsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DeleteAclsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The results, in the order of the request's filters.</summary>
    public DeleteAclsFilterResult[] FilterResults { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        FilterResults = wire.Array(FilterResults);
    }
}

/// <summary>What became of a filter.</summary>
public sealed class DeleteAclsFilterResult : WireStruct
{
    /// <summary>Why the filter failed; none where it didn't.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error, at times with a dump of the whole request; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The ACLs that matched.</summary>
    public DeleteAclsMatchingAcl[] MatchingAcls { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        MatchingAcls = wire.Array(MatchingAcls);
    }
}

/// <summary>An ACL that a filter matched.</summary>
public sealed class DeleteAclsMatchingAcl : WireStruct
{
    /// <summary>Why the ACL was not deleted; none where it was.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>What the ACL is about.</summary>
    public AclResourceType ResourceType { get; set; }

    /// <summary>The resource's name.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>How the name is compared.</summary>
    public AclPatternType PatternType { get; set; } = AclPatternType.Literal;

    /// <summary>The principal.</summary>
    public string Principal { get; set; } = "";

    /// <summary>The host; <c>*</c> for any.</summary>
    public string Host { get; set; } = "";

    /// <summary>The operation.</summary>
    public AclOperation Operation { get; set; }

    /// <summary>Whether the ACL allows or denies.</summary>
    public AclPermissionType PermissionType { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        ResourceType = wire.AclResourceType(ResourceType);
        ResourceName = wire.String(ResourceName);
        PatternType = wire.AclPatternType(PatternType);
        Principal = wire.String(Principal);
        Host = wire.String(Host);
        Operation = wire.AclOperation(Operation);
        PermissionType = wire.AclPermissionType(PermissionType);
    }
}
