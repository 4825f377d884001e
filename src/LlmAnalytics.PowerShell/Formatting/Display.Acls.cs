namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>What the views of ACLs show.</summary>
public static partial class Display
{
    /// <summary>The resource of an ACL: <c>Topic llm-events</c>, <c>Topic llm- (prefixed)</c>, <c>Cluster</c>.</summary>
    public static string AclResource(KafkaAcl acl)
    {
        ArgumentNullException.ThrowIfNull(acl);
        return acl switch
        {
            { ResourceType: "Cluster", ResourceName: "kafka-cluster", PatternType: "Literal" } => "Cluster",
            { PatternType: "Prefixed" } => TextLines.Clean($"{acl.ResourceType} {acl.ResourceName} (prefixed)"),
            _ => TextLines.Clean($"{acl.ResourceType} {acl.ResourceName}"),
        };
    }

    /// <summary>What a verdict answers: <c>User:alice: Write on Topic 'llm-events' from *</c>.</summary>
    public static string AclQuestion(KafkaAclVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return TextLines.Clean($"{verdict.Principal}: {verdict.Operation} on {verdict.ResourceType} '{verdict.ResourceName}' from {verdict.HostName}");
    }
}
