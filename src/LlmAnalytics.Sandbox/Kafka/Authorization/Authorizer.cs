using System.Collections.Immutable;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Authorization;

/// <summary>Who may do what. Source: Kafka's StandardAuthorizerData.java.</summary>
internal sealed class Authorizer(bool isEnabled, IReadOnlyList<string> superUsers)
{
    /// <summary>The name of the only resource of type cluster.</summary>
    public const string ClusterName = "kafka-cluster";

    private const string Wildcard = "*";

    private static readonly AclOperation[] TopicOperations =
    [
        AclOperation.Read, AclOperation.Write, AclOperation.Create, AclOperation.Delete,
        AclOperation.Alter, AclOperation.Describe, AclOperation.DescribeConfigs, AclOperation.AlterConfigs,
    ];

    private static readonly AclOperation[] GroupOperations =
        [AclOperation.Read, AclOperation.Delete, AclOperation.Describe, AclOperation.DescribeConfigs, AclOperation.AlterConfigs];

    private static readonly AclOperation[] ClusterOperations =
    [
        AclOperation.Create, AclOperation.Alter, AclOperation.Describe, AclOperation.ClusterAction,
        AclOperation.DescribeConfigs, AclOperation.AlterConfigs, AclOperation.IdempotentWrite,
    ];

    /// <summary>Whether there is an authorizer at all.</summary>
    public bool IsEnabled => isEnabled;

    /// <summary>Whether the principal may do something.</summary>
    /// <param name="acls">The ACLs.</param>
    /// <param name="principal">Who.</param>
    /// <param name="operation">What.</param>
    /// <param name="type">On what kind of resource.</param>
    /// <param name="name">The resource's name.</param>
    public bool IsAllowed(ImmutableHashSet<AclEntry> acls, Principal principal, AclOperation operation, AclResourceType type, string name)
    {
        if (!isEnabled || superUsers.Contains(principal.Name, StringComparer.Ordinal))
        {
            return true;
        }

        var isAllowed = false;
        foreach (var acl in acls)
        {
            if (acl.ResourceType == type && Covers(acl, name) && Concerns(acl, principal) && Means(acl, operation))
            {
                if (acl.Permission == AclPermissionType.Deny)
                {
                    return false;
                }

                isAllowed = true;
            }
        }

        return isAllowed;
    }

    /// <summary>Whether the principal may do something on at least one resource of a kind.</summary>
    public bool IsAllowedOnAny(ImmutableHashSet<AclEntry> acls, Principal principal, AclOperation operation, AclResourceType type) =>
        !isEnabled || superUsers.Contains(principal.Name, StringComparer.Ordinal) || acls.Any(acl =>
            acl.ResourceType == type && acl.Permission == AclPermissionType.Allow && Concerns(acl, principal) && Means(acl, operation)
            && IsAllowed(acls, principal, operation, type, acl.ResourceName));

    /// <summary>All that the principal may do on a resource: a bit an operation.</summary>
    public int Operations(ImmutableHashSet<AclEntry> acls, Principal principal, AclResourceType type, string name)
    {
        var all = type switch
        {
            AclResourceType.Topic => TopicOperations,
            AclResourceType.Group => GroupOperations,
            _ => ClusterOperations,
        };
        return all.Where(operation => IsAllowed(acls, principal, operation, type, name)).Aggregate(0, (bits, operation) => bits | (1 << (int)operation));
    }

    private static bool Covers(AclEntry acl, string name) => acl.PatternType == AclPatternType.Prefixed
        ? name.StartsWith(acl.ResourceName, StringComparison.Ordinal)
        : acl.ResourceName == Wildcard || acl.ResourceName == name;

    private static bool Concerns(AclEntry acl, Principal principal) =>
        (acl.Principal == principal.Name || acl.Principal == "User:" + Wildcard) && (acl.Host == Wildcard || acl.Host == principal.Host);

    // What allows to read, write, delete or alter allows to describe; what denies, denies just that.
    private static bool Means(AclEntry acl, AclOperation operation) =>
        acl.Operation == operation
        || acl.Operation == AclOperation.All
        || (acl.Permission == AclPermissionType.Allow && operation switch
        {
            AclOperation.Describe => acl.Operation is AclOperation.Read or AclOperation.Write or AclOperation.Delete or AclOperation.Alter,
            AclOperation.DescribeConfigs => acl.Operation is AclOperation.AlterConfigs,
            _ => false,
        });
}
