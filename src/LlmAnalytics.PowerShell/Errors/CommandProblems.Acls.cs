using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Errors;

/// <summary>Problems of the ACL commands.</summary>
internal static partial class CommandProblems
{
    /// <summary>A word that ACLs don't have.</summary>
    public static Problem AclWordUnknown(string parameter, string kind, string text, IEnumerable<string> words) => new(
        ErrorIds.AclInvalid, ProblemCategory.InvalidArgument, $"-{parameter}: Kafka has no {kind} '{text}'.", text,
        $"Take one of {string.Join(", ", words)}.");

    /// <summary>A principal that isn't one.</summary>
    public static Problem PrincipalInvalid(string principal, string right) => new(
        ErrorIds.AclPrincipalInvalid, ProblemCategory.InvalidArgument, $"'{principal}' is no principal: Kafka's form is '{right}'.", principal,
        $"Write '{right}'; for a client certificate User: and the certificate's subject, for everybody User:*.");

    /// <summary>An ACL without the name of its resource.</summary>
    public static Problem ResourceNameMissing(string resourceType) => new(
        ErrorIds.AclInvalid, ProblemCategory.InvalidArgument, $"An ACL on a {resourceType} needs a name.", resourceType,
        "Give -ResourceName; * with the pattern type Literal stands for every one.");

    /// <summary>No role of the catalog has that name.</summary>
    public static Problem RoleNotFound(string name, IEnumerable<string> roles) => new(
        ErrorIds.AclRoleNotFound, ProblemCategory.ObjectNotFound, $"The catalog has no ACL role '{name}'.", name,
        $"The roles are {string.Join(", ", roles)}; Get-LlmKafkaAclDefinition shows what each grants.");
}
