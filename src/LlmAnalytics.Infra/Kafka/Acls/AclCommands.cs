namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>The commands that create or remove an ACL, for remedies: to be copied to a prompt as they are.</summary>
internal static class AclCommands
{
    public static string Grant(KafkaAcl acl) => $"Grant-LlmKafkaAcl {Parts(acl)}";

    public static string Revoke(KafkaAcl acl) => $"Revoke-LlmKafkaAcl {Parts(acl)}";

    public static string GrantRole(string role, string principal) => $"Grant-LlmKafkaAcl -Role {role} -Principal {Quote(principal)}";

    public static string RevokeAll(string principal) => $"Revoke-LlmKafkaAcl -Principal {Quote(principal)}";

    private static string Parts(KafkaAcl acl) =>
        $"-Principal {Quote(acl.Principal)} -ResourceType {acl.ResourceType} -ResourceName {Quote(acl.ResourceName)} -PatternType {acl.PatternType} -Operation {acl.Operation}"
        + (acl.Allows() ? "" : " -Permission Deny")
        + (acl.HostName == AclWords.Any ? "" : $" -HostName {Quote(acl.HostName)}");

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
