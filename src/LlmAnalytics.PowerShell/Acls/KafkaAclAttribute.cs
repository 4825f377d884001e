using System.Management.Automation;

namespace LlmAnalytics.PowerShell.Acls;

/// <summary>Lets an ACL also be the object that <c>ConvertFrom-Json</c> or <c>Import-Csv</c> makes of one, whatever else stands in it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KafkaAclAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        PSObject { BaseObject: PSCustomObject } item => Acl(item),
        object[] items => Array.ConvertAll(items, item => item is PSObject { BaseObject: PSCustomObject } custom ? Acl(custom) : item),
        _ => inputData,
    };

    private static KafkaAcl Acl(PSObject item) => new()
    {
        Principal = AclParts.Principal(Text(item, nameof(KafkaAcl.Principal))),
        HostName = Text(item, nameof(KafkaAcl.HostName), "*"),
        ResourceType = AclWords.ResourceTypes.Read(nameof(KafkaAcl.ResourceType), Text(item, nameof(KafkaAcl.ResourceType))),
        ResourceName = Text(item, nameof(KafkaAcl.ResourceName)),
        PatternType = AclWords.PatternTypes.Read(nameof(KafkaAcl.PatternType), Text(item, nameof(KafkaAcl.PatternType), "Literal")),
        Operation = AclWords.Operations.Read(nameof(KafkaAcl.Operation), Text(item, nameof(KafkaAcl.Operation))),
        Permission = AclWords.Permissions.Read(nameof(KafkaAcl.Permission), Text(item, nameof(KafkaAcl.Permission), "Allow")),
    };

    private static string Text(PSObject item, string property, string? fallback = null)
    {
        var text = item.Properties[property]?.Value?.ToString();
        return !string.IsNullOrEmpty(text) ? text
            : fallback ?? throw new ArgumentTransformationMetadataException($"An ACL has the property {property}, and the object has none.");
    }
}
