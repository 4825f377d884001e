using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Reads ACLs, by one DescribeAcls request.</summary>
internal static class AclReader
{
    /// <summary>The ACLs that the broker finds, in a fixed order.</summary>
    /// <exception cref="ProblemException">There is no authorizer, or the user may not read ACLs. An empty list means that there are none.</exception>
    public static async Task<List<KafkaAcl>> ReadAsync(ClusterClient cluster, DescribeAclsRequest request, CancellationToken cancellationToken)
    {
        var response = await cluster.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return response.ErrorCode == ErrorCode.None
            ? Sorted(AclWords.From(response))
            : throw new ProblemException(AclProblems.From(null, response.ErrorCode, response.ErrorMessage, AclProblems.DescribeRight));
    }

    /// <summary>The ACLs that a selection matches.</summary>
    public static async Task<List<KafkaAcl>> ReadAsync(ClusterClient cluster, AclSelection selection, CancellationToken cancellationToken)
    {
        var acls = await ReadAsync(cluster, selection.ToRequest(), cancellationToken).ConfigureAwait(false);
        return acls.FindAll(acl => selection.Matches(acl));
    }

    private static List<KafkaAcl> Sorted(IEnumerable<KafkaAcl> acls) =>
    [
        .. acls.OrderBy(acl => acl.Principal, StringComparer.Ordinal)
            .ThenBy(acl => acl.ResourceType, StringComparer.Ordinal)
            .ThenBy(acl => acl.ResourceName, StringComparer.Ordinal)
            .ThenBy(acl => acl.PatternType, StringComparer.Ordinal)
            .ThenBy(acl => acl.Operation, StringComparer.Ordinal)
            .ThenBy(acl => acl.HostName, StringComparer.Ordinal)
            .ThenBy(acl => acl.Permission, StringComparer.Ordinal),
    ];
}
