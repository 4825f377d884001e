using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>The words of ACLs and Kafka's numbers. A number of a newer Kafka keeps its digits as its word.</summary>
internal static class AclWords
{
    public const string ClusterName = "kafka-cluster";
    public const string Any = "*";
    public const string Everybody = "User:*";

    public static AclResourceType ResourceType(string word) => Parse<AclResourceType>(word, "kind of resource", AclResourceType.Any);

    public static AclPatternType PatternType(string word) => Parse<AclPatternType>(word, "kind of pattern", AclPatternType.Any, AclPatternType.Match);

    public static AclOperation Operation(string word) => Parse<AclOperation>(word, "operation", AclOperation.Any);

    public static AclPermissionType Permission(string word) => Parse<AclPermissionType>(word, "permission", AclPermissionType.Any);

    /// <summary>The ACL with its words as Kafka's documentation writes them, and nothing of a type derived from it: such ACLs compare by their parts.</summary>
    /// <exception cref="ProblemException">A word is not one of Kafka's.</exception>
    public static KafkaAcl Normalize(KafkaAcl acl) => new()
    {
        Principal = acl.Principal,
        HostName = acl.HostName,
        ResourceType = ResourceType(acl.ResourceType).ToString(),
        ResourceName = acl.ResourceName,
        PatternType = PatternType(acl.PatternType).ToString(),
        Operation = Operation(acl.Operation).ToString(),
        Permission = Permission(acl.Permission).ToString(),
    };

    public static IEnumerable<KafkaAcl> From(DescribeAclsResponse response) => response.Resources.SelectMany(resource => resource.Acls, (resource, acl) => new KafkaAcl
    {
        Principal = acl.Principal,
        HostName = acl.Host,
        ResourceType = resource.ResourceType.ToString(),
        ResourceName = resource.ResourceName,
        PatternType = resource.PatternType.ToString(),
        Operation = acl.Operation.ToString(),
        Permission = acl.PermissionType.ToString(),
    });

    public static AclCreation ToCreation(KafkaAcl acl) => new()
    {
        ResourceType = ResourceType(acl.ResourceType),
        ResourceName = acl.ResourceName,
        ResourcePatternType = PatternType(acl.PatternType),
        Principal = acl.Principal,
        Host = acl.HostName,
        Operation = Operation(acl.Operation),
        PermissionType = Permission(acl.Permission),
    };

    /// <summary>A filter that matches this ACL and no other.</summary>
    public static DeleteAclsFilter ToFilter(KafkaAcl acl) => new()
    {
        ResourceTypeFilter = ResourceType(acl.ResourceType),
        ResourceNameFilter = acl.ResourceName,
        PatternTypeFilter = PatternType(acl.PatternType),
        PrincipalFilter = acl.Principal,
        HostFilter = acl.HostName,
        Operation = Operation(acl.Operation),
        PermissionType = Permission(acl.Permission),
    };

    private static T Parse<T>(string word, string what, params T[] onlyInFilters)
        where T : struct, Enum
    {
        // .NET would read "Read,Write" as the sum of their numbers.
        var isWord = Enum.TryParse<T>(word, ignoreCase: true, out var value) && !word.Contains(',', StringComparison.Ordinal);
        return isWord && !onlyInFilters.Contains(value) && Convert.ToSByte(value, null) != 0 ? value : throw new ProblemException(AclProblems.UnknownWord(
            word, what, Enum.GetValues<T>().Where(other => Convert.ToSByte(other, null) != 0 && !onlyInFilters.Contains(other)).Select(other => other.ToString())));
    }
}
