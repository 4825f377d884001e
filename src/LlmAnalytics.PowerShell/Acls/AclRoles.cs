using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Acls;

/// <summary>Chooses roles of the catalog, and the ACLs that they are made of.</summary>
internal static class AclRoles
{
    /// <summary>The roles of exact names, in the catalog's order; what has no role goes to <paramref name="missing"/>.</summary>
    public static IEnumerable<KafkaAclDefinition> Find(IReadOnlyList<KafkaAclDefinition> catalog, IReadOnlyCollection<string> names, Action<Problem> missing)
    {
        foreach (var name in names.Where(name => !catalog.Any(role => IsNamed(role, name))))
        {
            missing(CommandProblems.RoleNotFound(name, catalog.Select(role => role.Role)));
        }

        return catalog.Where(role => names.Any(name => IsNamed(role, name)));
    }

    /// <summary>The ACLs of a role, which know it, for the principals given or else for the catalog's own.</summary>
    public static IEnumerable<KafkaAcl> Acls(KafkaAclDefinition role, IReadOnlyList<string> principals)
    {
        var holders = principals.Count == 0 ? [role] : principals.Select(principal => role.WithPrincipal(AclParts.Principal(principal)));
        return holders.SelectMany(holder => holder.Acls).Select(acl => new KafkaAclResult(acl, "Planned") { Role = role.Role });
    }

    private static bool IsNamed(KafkaAclDefinition role, string name) => string.Equals(role.Role, name, StringComparison.OrdinalIgnoreCase);
}
