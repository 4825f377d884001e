namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Which principals hold which of the catalog's roles, and how much of them.</summary>
internal sealed class AclRoles(AclIndex index, IReadOnlyList<KafkaAclDefinition> roles)
{
    private const double MuchOf = 0.5; // of another principal's role: less is no attempt at it

    /// <summary>The principals that hold something; those for everybody, and those that are only denied something, apart.</summary>
    public IReadOnlyList<string> Principals { get; } =
        [.. index.Acls.Where(acl => acl.Allows() && acl.Principal != AclWords.Everybody).Select(acl => acl.Principal).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether an ACL is one that the catalog gives to its own principal.</summary>
    public bool IsOfCatalog(KafkaAcl acl) => roles.Any(role => role.Principal == acl.Principal && role.Acls.Contains(acl));

    /// <summary>The principals that are of no role.</summary>
    public IEnumerable<string> WithoutRole() => Principals.Where(principal => !IsOfRole(principal) && Incomplete(principal) is null);

    /// <summary>The principals that hold a role in part, with what they lack of it.</summary>
    public IEnumerable<(string Principal, KafkaAclDefinition Role, IReadOnlyList<KafkaAcl> Missing)> Incomplete() =>
        Principals.Select(Incomplete).OfType<(string, KafkaAclDefinition, IReadOnlyList<KafkaAcl>)>();

    private bool IsOfRole(string principal) => roles.Any(role => role.Principal == principal || Missing(role, principal).Count == 0);

    private (string Principal, KafkaAclDefinition Role, IReadOnlyList<KafkaAcl> Missing)? Incomplete(string principal)
    {
        var held = roles.Select(role => (Role: role, Missing: Missing(role, principal))).ToList();
        if (held.Exists(item => item.Missing.Count == 0))
        {
            return null;
        }

        var begun = held.Where(item => item.Missing.Count < item.Role.AclCount && (item.Role.Principal == principal || item.Missing.Count <= item.Role.AclCount * MuchOf))
            .OrderByDescending(item => item.Role.Principal == principal).ThenBy(item => (double)item.Missing.Count / item.Role.AclCount).ToList();
        return begun.Count == 0 ? null : (principal, begun[0].Role, begun[0].Missing);
    }

    private List<KafkaAcl> Missing(KafkaAclDefinition role, string principal) =>
        [.. role.WithPrincipal(principal).Acls.Where(acl => !index.Covering(acl).Any())];
}
