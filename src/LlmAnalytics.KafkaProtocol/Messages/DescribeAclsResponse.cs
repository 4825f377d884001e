using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The ACLs that a filter matches. Source: Kafka's DescribeAclsResponse.json, versions 1 to 3.</summary>
public sealed class DescribeAclsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DescribeAclsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>Why there is no list: no authorizer, no right; none where there is one.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The resources that ACLs are on, in no order.</summary>
    public DescribeAclsResource[] Resources { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        Resources = wire.Array(Resources);
    }
}

/// <summary>A resource, or a pattern of resources, that ACLs are on.</summary>
public sealed class DescribeAclsResource : WireStruct
{
    /// <summary>What it is.</summary>
    public AclResourceType ResourceType { get; set; }

    /// <summary>Its name.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>How the name is compared.</summary>
    public AclPatternType PatternType { get; set; } = AclPatternType.Literal;

    /// <summary>The ACLs on it.</summary>
    public AclDescription[] Acls { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ResourceType = wire.AclResourceType(ResourceType);
        ResourceName = wire.String(ResourceName);
        PatternType = wire.AclPatternType(PatternType);
        Acls = wire.Array(Acls);
    }
}

/// <summary>An ACL on a resource.</summary>
public sealed class AclDescription : WireStruct
{
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
        Principal = wire.String(Principal);
        Host = wire.String(Host);
        Operation = wire.AclOperation(Operation);
        PermissionType = wire.AclPermissionType(PermissionType);
    }
}
