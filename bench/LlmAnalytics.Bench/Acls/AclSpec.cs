using System.Management.Automation;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Bench.Acls;

/// <summary>An ACL of the catalog, as the module shows it.</summary>
internal sealed record AclSpec(string Principal, string ResourceType, string ResourceName, string PatternType, string Operation)
{
    private const string Host = "*";

    /// <summary>The standard set.</summary>
    public static IReadOnlyList<AclSpec> ReadStandardSet(ModuleHost module) =>
    [
        .. module.Invoke("Get-LlmKafkaAclDefinition").Where(role => (bool)role.Properties["Standard"].Value)
            .SelectMany(role => LanguagePrimitives.GetEnumerable(role.Properties["Acls"].Value).Cast<object>())
            .Select(acl => PSObject.AsPSObject(acl)).Select(acl => new AclSpec(
                Text(acl, "Principal"), Text(acl, "ResourceType"), Text(acl, "ResourceName"), Text(acl, "PatternType"), Text(acl, "Operation"))),
    ];

    public AclCreation ToCreation() => new()
    {
        ResourceType = Enum.Parse<AclResourceType>(ResourceType),
        ResourceName = ResourceName,
        ResourcePatternType = Enum.Parse<AclPatternType>(PatternType),
        Principal = Principal,
        Host = Host,
        Operation = Enum.Parse<AclOperation>(Operation),
        PermissionType = AclPermissionType.Allow,
    };

    private static string Text(PSObject acl, string property) => (string)acl.Properties[property].Value;
}
