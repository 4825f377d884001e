using System.Buffers;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// Finds ACLs that a broker accepts and that grant or deny nothing. Only a literal <c>*</c> alone is a wildcard (<c>StandardAuthorizerData.checkSection</c>); operations are
/// only ever asked about where the resource has them (<c>AclEntry.supportedOperations</c>).
/// </summary>
internal static class AclSense
{
    private const int LongestTopicName = 249;
    private static readonly SearchValues<char> TopicCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <summary>Why an ACL means nothing, and the right form; null where it means something.</summary>
    public static (string Why, string Form)? Find(KafkaAcl acl) => Operation(acl) ?? Name(acl) ?? Host(acl.HostName);

    private static (string Why, string Form)? Operation(KafkaAcl acl)
    {
        var operations = AclRules.OperationsOf(acl.ResourceType);
        return operations is null || acl.Operation == "All" || operations.Contains(acl.Operation)
            ? null
            : ($"a {acl.ResourceType} has no operation {acl.Operation}", $"It has {string.Join(", ", operations)} and All.");
    }

    private static (string Why, string Form)? Name(KafkaAcl acl)
    {
        if (acl.IsWildcard() && acl.ResourceType != "Cluster")
        {
            return null;
        }

        return acl.ResourceType == "Cluster" ? Cluster(acl) : Wildcard(acl) ?? Spaces(acl) ?? (acl.ResourceType switch
        {
            "Topic" => Topic(acl),
            "User" => User(acl),
            _ => null,
        });
    }

    private static (string Why, string Form)? Cluster(KafkaAcl acl) => acl.ResourceName == AclWords.ClusterName
        ? null
        : ("there is one cluster, and for ACLs its name is always 'kafka-cluster'", $"Write {Resource(acl, "Literal", AclWords.ClusterName)}.");

    private static (string Why, string Form)? Wildcard(KafkaAcl acl)
    {
        var star = acl.ResourceName.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return null;
        }

        var beginning = acl.ResourceName[..star].TrimEnd();
        var form = beginning.Length == 0 && acl.ResourceName.Length > 1
            ? "Name each resource: Kafka matches beginnings of names only."
            : $"Write {(beginning.Length == 0 ? Resource(acl, "Literal", AclWords.Any) : Resource(acl, "Prefixed", beginning))}.";
        return (acl.IsPrefixed() ? $"it matches names that begin with '{acl.ResourceName}', star included" : $"it matches the name '{acl.ResourceName}' alone, star included", form);
    }

    private static (string Why, string Form)? Spaces(KafkaAcl acl) => acl.ResourceName == acl.ResourceName.Trim()
        ? null
        : ("its resource's name begins or ends with a space", $"Write {Resource(acl, acl.PatternType, acl.ResourceName.Trim())}.");

    private static (string Why, string Form)? Topic(KafkaAcl acl) =>
        acl.ResourceName.AsSpan().ContainsAnyExcept(TopicCharacters) ? ($"no topic can be called '{acl.ResourceName}'", "A topic's name has the characters a-z, A-Z, 0-9, '.', '_' and '-'.")
        : acl.ResourceName.Length > LongestTopicName ? ("no topic's name is that long", $"A topic's name has at most {LongestTopicName} characters.")
        : !acl.IsPrefixed() && acl.ResourceName is "." or ".." ? ($"no topic can be called '{acl.ResourceName}'", "Name the topic.")
        : null;

    private static (string Why, string Form)? User(KafkaAcl acl) =>
        acl.ResourceName.StartsWith("User:", StringComparison.Ordinal) || (acl.IsPrefixed() && "User:".StartsWith(acl.ResourceName, StringComparison.Ordinal))
            ? null
            : ("a user is named by its principal", $"Write {Resource(acl, acl.PatternType, $"User:{acl.ResourceName}")}.");

    private static (string Why, string Form)? Host(string host) => host == AclWords.Any || AclHosts.Find(host) is not var (why, form) ? null : (why, form);

    private static string Resource(KafkaAcl acl, string patternType, string name) => $"-ResourceType {acl.ResourceType} -ResourceName '{name}' -PatternType {patternType}";
}
