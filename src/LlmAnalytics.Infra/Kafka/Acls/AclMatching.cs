namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// How Kafka's authorizer compares: names as text, a prefix as text, and only a literal <c>*</c> alone stands for every name; <c>User:*</c> alone for every
/// principal, <c>*</c> alone for every host. Source: <c>StandardAuthorizerData.checkSection</c> and <c>findResult</c>.
/// </summary>
internal static class AclMatching
{
    public static bool Allows(this KafkaAcl acl) => acl.Permission == "Allow";

    public static bool IsPrefixed(this KafkaAcl acl) => acl.PatternType == "Prefixed";

    public static bool IsWildcard(this KafkaAcl acl) => acl.ResourceName == AclWords.Any && !acl.IsPrefixed();

    public static bool AppliesToName(KafkaAcl acl, string name) => acl.IsPrefixed()
        ? name.StartsWith(acl.ResourceName, StringComparison.Ordinal)
        : acl.ResourceName == name || acl.IsWildcard();

    public static bool AppliesToPrincipal(KafkaAcl acl, string principal) => acl.Principal == principal || acl.Principal == AclWords.Everybody;

    public static bool AppliesToHost(KafkaAcl acl, string host) => acl.HostName == host || acl.HostName == AclWords.Any;

    /// <summary>Whether one ACL holds wherever the other does, operations and permissions apart.</summary>
    public static bool CoversPlace(KafkaAcl wide, KafkaAcl narrow) =>
        wide.ResourceType == narrow.ResourceType && CoversNames(wide, narrow) && AppliesToPrincipal(wide, narrow.Principal) && AppliesToHost(wide, narrow.HostName);

    /// <summary>Whether two ACLs hold for some principal, host and resource in common, operations and permissions apart.</summary>
    public static bool OverlapsPlace(KafkaAcl one, KafkaAcl other) =>
        one.ResourceType == other.ResourceType
        && (CoversNames(one, other) || CoversNames(other, one))
        && (AppliesToPrincipal(one, other.Principal) || AppliesToPrincipal(other, one.Principal))
        && (AppliesToHost(one, other.HostName) || AppliesToHost(other, one.HostName));

    private static bool CoversNames(KafkaAcl wide, KafkaAcl narrow) =>
        wide.IsWildcard() || (!narrow.IsWildcard() && (wide.IsPrefixed()
            ? narrow.ResourceName.StartsWith(wide.ResourceName, StringComparison.Ordinal)
            : !narrow.IsPrefixed() && wide.ResourceName == narrow.ResourceName));
}
