using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Creates ACLs. Source: Kafka's CreateAclsRequest.json, versions 1 to 3.</summary>
/// <remarks>Not atomic. An ACL that exists already is no error, so the request may be sent again.</remarks>
public sealed class CreateAclsRequest : KafkaRequest<CreateAclsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.CreateAcls, 2, 3, FirstFlexibleVersion: 2) { OldestVersion = 1 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The ACLs to create.</summary>
    public AclCreation[] Creations { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => Creations = wire.Array(Creations);
}

/// <summary>An ACL to create.</summary>
public sealed class AclCreation : WireStruct
{
    /// <summary>What the ACL is about.</summary>
    public AclResourceType ResourceType { get; set; }

    /// <summary>The resource's name.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>How the name is compared.</summary>
    public AclPatternType ResourcePatternType { get; set; } = AclPatternType.Literal;

    /// <summary>The principal: kind, colon, name.</summary>
    public string Principal { get; set; } = "";

    /// <summary>The host's address as text; <c>*</c> for any.</summary>
    public string Host { get; set; } = "";

    /// <summary>The operation.</summary>
    public AclOperation Operation { get; set; }

    /// <summary>Whether the ACL allows or denies.</summary>
    public AclPermissionType PermissionType { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ResourceType = wire.AclResourceType(ResourceType);
        ResourceName = wire.String(ResourceName);
        ResourcePatternType = wire.AclPatternType(ResourcePatternType);
        Principal = wire.String(Principal);
        Host = wire.String(Host);
        Operation = wire.AclOperation(Operation);
        PermissionType = wire.AclPermissionType(PermissionType);
    }
}
