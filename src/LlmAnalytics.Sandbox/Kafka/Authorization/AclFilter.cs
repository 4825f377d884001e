using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Authorization;

/// <summary>Which ACLs are meant; null for any. Source: Kafka's ResourcePatternFilter.java and AccessControlEntryFilter.java.</summary>
internal sealed record AclFilter(
    AclResourceType ResourceType,
    string? ResourceName,
    AclPatternType PatternType,
    string? Principal,
    string? Host,
    AclOperation Operation,
    AclPermissionType Permission)
{
    /// <summary>Whether an ACL is meant.</summary>
    public bool Matches(AclEntry acl) =>
        (ResourceType == AclResourceType.Any || ResourceType == acl.ResourceType)
        && MatchesName(acl)
        && (Principal is null || Principal == acl.Principal)
        && (Host is null || Host == acl.Host)
        && (Operation == AclOperation.Any || Operation == acl.Operation)
        && (Permission == AclPermissionType.Any || Permission == acl.Permission);

    private bool MatchesName(AclEntry acl)
    {
        if (PatternType is not (AclPatternType.Any or AclPatternType.Match) && PatternType != acl.PatternType)
        {
            return false;
        }

        if (ResourceName is null)
        {
            return true;
        }

        if (PatternType != AclPatternType.Match)
        {
            return ResourceName == acl.ResourceName;
        }

        return acl.PatternType == AclPatternType.Prefixed
            ? ResourceName.StartsWith(acl.ResourceName, StringComparison.Ordinal)
            : acl.ResourceName == ResourceName || acl.ResourceName == "*";
    }
}
