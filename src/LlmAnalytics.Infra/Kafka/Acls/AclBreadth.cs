using LlmAnalytics.Infra.Kafka.Topics;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Finds grants of more than an application should have.</summary>
internal static class AclBreadth
{
    private static readonly string[] Looking = ["Describe", "DescribeConfigs"];
    private static readonly string[] RulingTheCluster = ["All", "Alter", "AlterConfigs", "ClusterAction"];

    /// <summary>Why a grant is too broad, and what to grant instead; null where it isn't.</summary>
    public static (string Why, string Form)? Find(KafkaAcl acl)
    {
        if (!acl.Allows())
        {
            return null;
        }

        if (acl.Principal == AclWords.Everybody)
        {
            return ($"it lets everybody who can connect {acl.Operation}", "Grant it to the principals that need it.");
        }

        return acl.ResourceType switch
        {
            "Cluster" when RulingTheCluster.Contains(acl.Operation) => ("it rules the whole cluster, its ACLs included where it may Alter", "Grant the operations that are needed."),
            "Topic" when !Looking.Contains(acl.Operation) => Topics(acl),
            _ when acl.IsWildcard() && acl.Operation == "All" => ($"it holds for every {acl.ResourceType} and every operation", "Grant it for the names, or their beginning, that are the application's own."),
            _ => null,
        };
    }

    private static (string Why, string Form)? Topics(KafkaAcl acl)
    {
        if (acl.IsWildcard())
        {
            return ("it holds for every topic, Kafka's internal ones included", "Grant it for a prefix: -ResourceName 'llm-' -PatternType Prefixed.");
        }

        var covered = TopicNames.Internal.Where(name => AclMatching.AppliesToName(acl, name)).ToList();
        return covered.Count == 0 ? null : ($"it covers Kafka's internal topics ({string.Join(", ", covered)})", "Grant it for the application's own topics.");
    }
}
