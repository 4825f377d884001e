namespace LlmAnalytics.Bench.Acls;

/// <summary>What an operator with nothing but Kafka's own tool calls to get ACLs.</summary>
internal static class AclCalls
{
    /// <summary>One call an ACL.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Single(IEnumerable<AclSpec> acls) => [.. acls.Select(acl => Call([acl]))];

    /// <summary>
    /// The fewest calls: the tool takes several resources and operations at once, and grants each of these on each of those, to one principal and with one kind of pattern. A
    /// cluster is its own call, since its operations are others.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Best(IEnumerable<AclSpec> acls) =>
    [
        .. acls.GroupBy(acl => (acl.Principal, acl.ResourceType, acl.ResourceName, acl.PatternType))
            .GroupBy(resource => (resource.Key.Principal, resource.Key.ResourceType, resource.Key.PatternType, Operations: string.Join(',', resource.Select(acl => acl.Operation).Order())))
            .Select(group => Call([.. group.SelectMany(resource => resource)])),
    ];

    private static IReadOnlyList<string> Call(IReadOnlyList<AclSpec> acls) =>
    [
        "--add", "--allow-principal", acls[0].Principal,
        .. acls.Select(acl => acl.Operation).Distinct().SelectMany(operation => new[] { "--operation", operation }),
        .. acls[0].ResourceType == "Cluster"
            ? ["--cluster"]
            : acls.Select(acl => acl.ResourceName).Distinct().SelectMany(name => new[] { acls[0].ResourceType == "Topic" ? "--topic" : "--group", name }),
        "--resource-pattern-type", acls[0].PatternType,
    ];
}
