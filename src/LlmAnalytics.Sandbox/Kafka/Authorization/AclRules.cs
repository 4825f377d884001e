using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Authorization;

/// <summary>Which ACLs can be. Source: Kafka's AclApis.scala and AclControlManager.java: much that means nothing is taken without complaint.</summary>
internal static class AclRules
{
    /// <summary>Refuses an ACL that a controller refuses.</summary>
    /// <exception cref="KafkaException">The ACL can't be.</exception>
    public static void Check(AclEntry acl)
    {
        if (acl.ResourceType == AclResourceType.Cluster && acl.ResourceName != Authorizer.ClusterName)
        {
            throw Invalid("The only valid name for the CLUSTER resource is kafka-cluster");
        }

        if (acl.ResourceName.Length == 0)
        {
            throw Invalid("Invalid empty resource name");
        }

        if (acl.ResourceType is AclResourceType.Unknown or AclResourceType.Any)
        {
            throw new KafkaException(ErrorCode.UnknownServerError);
        }

        if (acl.PatternType is not (AclPatternType.Literal or AclPatternType.Prefixed))
        {
            throw new KafkaException(ErrorCode.UnknownServerError);
        }

        if (acl.Operation is AclOperation.Unknown or AclOperation.Any)
        {
            throw new KafkaException(ErrorCode.UnknownServerError);
        }

        if (acl.Permission is not (AclPermissionType.Deny or AclPermissionType.Allow))
        {
            throw new KafkaException(ErrorCode.UnknownServerError);
        }

        // "Type:name": anything may stand before and after the colon but nothing.
        if (acl.Principal.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
        {
            throw Invalid($"Could not parse principal from `{acl.Principal}` (no colon is present separating the principal type from the principal name)");
        }
    }

    private static KafkaException Invalid(string message) => new(ErrorCode.InvalidRequest, message);
}
