namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Which principals hold which of the catalog's roles, and how much of them.</summary>
internal sealed class AclRoles
{
    private const double MuchOf = 0.5; // of another principal's role: less is no attempt at it

    private readonly IReadOnlyList<KafkaAclDefinition> _roles;
    private readonly ILookup<string, KafkaAcl> _grants;

    public AclRoles(IReadOnlyList<KafkaAcl> acls, IReadOnlyList<KafkaAclDefinition> roles)
    {
        _roles = roles;
        _grants = acls.Where(acl => acl.Allows()).ToLookup(acl => acl.Principal, StringComparer.Ordinal);
        var withoutRole = new List<string>();
        var incomplete = new List<PartialRole>();
        foreach (var principal in _grants.Select(group => group.Key).Where(principal => principal != AclWords.Everybody).Order(StringComparer.Ordinal))
        {
            var held = roles.Select(role => new PartialRole(principal, role, Missing(role, principal))).ToList();
            if (held.Exists(role => role.Missing.Count == 0))
            {
                continue;
            }

            if (Begun(held) is { } begun)
            {
                incomplete.Add(begun);
            }
            else if (!roles.Any(role => role.Principal == principal))
            {
                withoutRole.Add(principal);
            }
        }

        WithoutRole = withoutRole;
        Incomplete = incomplete;
    }

    /// <summary>The principals that are of no role; those that are only denied something apart.</summary>
    public IReadOnlyList<string> WithoutRole { get; }

    /// <summary>The principals that hold no role whole and one in part.</summary>
    public IReadOnlyList<PartialRole> Incomplete { get; }

    /// <summary>Whether an ACL is one that the catalog gives to its own principal.</summary>
    public bool IsOfCatalog(KafkaAcl acl) => _roles.Any(role => role.Principal == acl.Principal && role.Acls.Contains(acl));

    /// <summary>The role that a principal holds in part: its own, or the one that it lacks least of.</summary>
    private static PartialRole? Begun(List<PartialRole> held) => held
        .Where(role => role.Missing.Count < role.Role.AclCount && (role.IsOwn || role.Missing.Count <= role.Role.AclCount * MuchOf))
        .OrderByDescending(role => role.IsOwn).ThenBy(role => (double)role.Missing.Count / role.Role.AclCount).FirstOrDefault();

    private List<KafkaAcl> Missing(KafkaAclDefinition role, string principal)
    {
        List<KafkaAcl> held = [.. _grants[principal], .. _grants[AclWords.Everybody]];
        return [.. role.WithPrincipal(principal).Acls.Where(wanted =>
            !held.Exists(acl => (acl.Operation == "All" || acl.Operation == wanted.Operation) && AclMatching.CoversPlace(acl, wanted)))];
    }
}

/// <summary>A role that a principal holds in part.</summary>
/// <param name="Principal">The principal.</param>
/// <param name="Role">The role as the catalog has it.</param>
/// <param name="Missing">What the principal lacks of it.</param>
internal sealed record PartialRole(string Principal, KafkaAclDefinition Role, IReadOnlyList<KafkaAcl> Missing)
{
    /// <summary>Whether it is the principal that the catalog gives the role to.</summary>
    public bool IsOwn => Role.Principal == Principal;
}
