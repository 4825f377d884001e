using System.Collections.Frozen;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// What Kafka's authorizer knows of operations. Source: <c>AclEntry.supportedOperations</c> and <c>StandardAuthorizerData</c> (IMPLIES_DESCRIBE,
/// IMPLIES_DESCRIBE_CONFIGS) of Kafka 4.3.
/// </summary>
internal static class AclRules
{
    private static readonly FrozenDictionary<string, string[]> Supported = new Dictionary<string, string[]>
    {
        ["Topic"] = ["Read", "Write", "Create", "Describe", "Delete", "Alter", "DescribeConfigs", "AlterConfigs"],
        ["Group"] = ["Read", "Describe", "Delete", "DescribeConfigs", "AlterConfigs"],
        ["Cluster"] = ["Create", "ClusterAction", "DescribeConfigs", "AlterConfigs", "IdempotentWrite", "Alter", "Describe"],
        ["TransactionalId"] = ["Describe", "Write", "TwoPhaseCommit"],
        ["DelegationToken"] = ["Describe"],
        ["User"] = ["CreateTokens", "DescribeTokens"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] ImplyDescribe = ["Describe", "Read", "Write", "Delete", "Alter"];
    private static readonly string[] ImplyDescribeConfigs = ["DescribeConfigs", "AlterConfigs"];

    /// <summary>The operations that a kind of resource has, <c>All</c> apart; null for a kind that isn't known here.</summary>
    public static IReadOnlyList<string>? OperationsOf(string resourceType) => Supported.GetValueOrDefault(resourceType);

    /// <summary>Whether an ACL of one operation decides on another: by itself, by <c>All</c>, or, only where it allows, by what it implies.</summary>
    public static bool DecidesOn(string aclOperation, bool allows, string operation)
    {
        if (aclOperation == "All" || aclOperation == operation)
        {
            return true;
        }

        return allows && operation switch
        {
            "Describe" => ImplyDescribe.Contains(aclOperation),
            "DescribeConfigs" => ImplyDescribeConfigs.Contains(aclOperation),
            _ => false,
        };
    }
}
