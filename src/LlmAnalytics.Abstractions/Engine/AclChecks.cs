namespace LlmAnalytics.Engine;

/// <summary>The names of the checks of a cluster's ACLs, in the order in which they are shown.</summary>
public static class AclChecks
{
    /// <summary>An authorizer is configured, and the user may read its ACLs.</summary>
    public const string Authorizer = nameof(Authorizer);

    /// <summary>No ACL grants or denies nothing (a wildcard in a literal name, an operation that the resource doesn't have).</summary>
    public const string DeadAcls = nameof(DeadAcls);

    /// <summary>No ACL grants more than an application should have (every topic to write, Kafka's internal topics, everybody).</summary>
    public const string BroadAcls = nameof(BroadAcls);

    /// <summary>No grant is void because of a denial.</summary>
    public const string ShadowedAcls = nameof(ShadowedAcls);

    /// <summary>No ACL is covered by another.</summary>
    public const string DuplicateAcls = nameof(DuplicateAcls);

    /// <summary>Every principal is one of a role.</summary>
    public const string UnknownPrincipals = nameof(UnknownPrincipals);

    /// <summary>Roles are granted completely or not at all.</summary>
    public const string IncompleteRoles = nameof(IncompleteRoles);

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Authorizer, DeadAcls, BroadAcls, ShadowedAcls, DuplicateAcls, UnknownPrincipals, IncompleteRoles];

    /// <summary>What each check looks for, in one sentence.</summary>
    public static IReadOnlyDictionary<string, string> Descriptions { get; } = new Dictionary<string, string>
    {
        [Authorizer] = "An authorizer is configured, and the user may read its ACLs.",
        [DeadAcls] = "No ACL grants or denies nothing: a wildcard in a literal name, an operation that the resource doesn't have.",
        [BroadAcls] = "No ACL grants more than an application should have.",
        [ShadowedAcls] = "No grant is void because of a denial.",
        [DuplicateAcls] = "No ACL is covered by another.",
        [UnknownPrincipals] = "Every principal is one of a role.",
        [IncompleteRoles] = "Roles are granted completely or not at all.",
    };
}
