using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Looks at all ACLs for what is dead, too broad, void, superfluous or incomplete.</summary>
internal sealed class AclLint
{
    private const int MostShown = 20; // of a check: one line each, the others counted

    private readonly AclIndex _index;
    private readonly AclRoles _roles;

    public AclLint(IReadOnlyList<KafkaAcl> acls)
    {
        _index = new AclIndex(acls);
        _roles = new AclRoles(acls, AclCatalog.Default.Roles);
        Dead = [.. Each(acl => Dying(acl) is var (why, form) ? ($"means nothing: {why}. {form}", AclCommands.Revoke(acl)) : null)];
        var dead = Dead.Select(finding => finding.Acl).ToHashSet();
        Broad = [.. Each(acl => !dead.Contains(acl) && !_roles.IsOfCatalog(acl) && AclBreadth.Find(acl) is var (why, form) ? ($"is very broad: {why}. {form}", AclCommands.Revoke(acl)) : null)];
        Shadowed = [.. Each(acl => _index.Voiding(acl) is { } denial ? ($"is void: \"{denial}\" wins over it.", AclCommands.Revoke(denial)) : null)];
        Duplicate = [.. Each(acl => _index.Covering(acl).FirstOrDefault(other => other != acl) is { } other ? ($"adds nothing to \"{other}\".", AclCommands.Revoke(acl)) : null)];
    }

    /// <summary>A finding on an ACL.</summary>
    public sealed record Finding(KafkaAcl Acl, string What, string Remedy);

    public IReadOnlyList<Finding> Dead { get; }

    public IReadOnlyList<Finding> Broad { get; }

    public IReadOnlyList<Finding> Shadowed { get; }

    public IReadOnlyList<Finding> Duplicate { get; }

    public IEnumerable<HealthCheck> Check(string name) => name switch
    {
        AclChecks.DeadAcls => OfAcls(name, Dead, "every ACL means something", "No ACL grants or denies nothing."),
        AclChecks.BroadAcls => OfAcls(name, Broad, "no more than is needed", "No ACL grants more than an application should have."),
        AclChecks.ShadowedAcls => OfAcls(name, Shadowed, "no grant is void", "No denial makes a grant void."),
        AclChecks.DuplicateAcls => OfAcls(name, Duplicate, "no ACL is covered by another", "No ACL is covered by another."),
        AclChecks.UnknownPrincipals => Unknowns(name),
        AclChecks.IncompleteRoles => Incompletes(name),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static (string Why, string Form)? Dying(KafkaAcl acl) => AclPrincipals.Unlikely(acl.Principal) ?? AclSense.Find(acl);

    private IEnumerable<Finding> Each(Func<KafkaAcl, (string What, string Remedy)?> look) =>
        from acl in _index.Acls
        let found = look(acl)
        where found is not null
        select new Finding(acl, found.Value.What, found.Value.Remedy);

    private static IEnumerable<HealthCheck> OfAcls(string name, IReadOnlyList<Finding> findings, string expected, string passed) =>
        Lines(name, [.. findings.Select(finding => (finding.Acl.ToString(), $"\"{finding.Acl}\" {finding.What}", finding.Remedy))], expected, passed);

    private IEnumerable<HealthCheck> Unknowns(string name) => Lines(
        name,
        [
            .. _roles.WithoutRole.Select(principal =>
                (principal, $"{principal} has ACLs and is of no role of the catalog.", $"Where nobody needs them: {AclCommands.RevokeAll(principal)}")),
        ],
        "principals of the catalog's roles",
        "Every principal is of a role of the catalog.");

    private IEnumerable<HealthCheck> Incompletes(string name) => Lines(
        name,
        [
            .. _roles.Incomplete.Select(item => (
                item.Principal,
                $"{item.Principal} has {item.Role.AclCount - item.Missing.Count} of the {item.Role.AclCount} ACLs of role {item.Role.Role}; what it lacks: {Join(item.Missing.Select(acl => acl.ToString()))}.",
                AclCommands.GrantRole(item.Role.Role, item.Principal))),
        ],
        "roles granted completely or not at all",
        "No role is granted in part.");

    private static IEnumerable<HealthCheck> Lines(string name, List<(string Target, string Message, string Remedy)> found, string expected, string passed)
    {
        if (found.Count == 0)
        {
            yield return Passed(name, Warning, "none", expected, passed);
        }

        foreach (var (target, message, remedy) in found.Take(MostShown))
        {
            yield return Failed(name, Warning, $"{found.Count}", expected, message, target, remedy);
        }

        if (found.Count > MostShown)
        {
            yield return Failed(name, Warning, $"{found.Count}", expected, $"And {found.Count - MostShown} more like these.", null, "Mend these and run the test again.");
        }
    }
}
