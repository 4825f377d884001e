using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks for the ACLs that a filter matches. Source: Kafka's DescribeAclsRequest.json, versions 1 to 3.</summary>
public sealed class DescribeAclsRequest : KafkaRequest<DescribeAclsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.DescribeAcls, 2, 3, FirstFlexibleVersion: 2) { OldestVersion = 1 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>What the ACL is about.</summary>
    public AclResourceType ResourceTypeFilter { get; set; } = AclResourceType.Any;

    /// <summary>The resource's name; null for any.</summary>
    public string? ResourceNameFilter { get; set; }

    /// <summary>How the name is compared.</summary>
    public AclPatternType PatternTypeFilter { get; set; } = AclPatternType.Any;

    /// <summary>The principal; null for any.</summary>
    public string? PrincipalFilter { get; set; }

    /// <summary>The host; null for any.</summary>
    public string? HostFilter { get; set; }

    /// <summary>The operation.</summary>
    public AclOperation Operation { get; set; } = AclOperation.Any;

    /// <summary>Whether the ACL allows or denies.</summary>
    public AclPermissionType PermissionType { get; set; } = AclPermissionType.Any;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ResourceTypeFilter = wire.AclResourceType(ResourceTypeFilter);
        ResourceNameFilter = wire.NullableString(ResourceNameFilter);
        PatternTypeFilter = wire.AclPatternType(PatternTypeFilter);
        PrincipalFilter = wire.NullableString(PrincipalFilter);
        HostFilter = wire.NullableString(HostFilter);
        Operation = wire.AclOperation(Operation);
        PermissionType = wire.AclPermissionType(PermissionType);
    }
}
