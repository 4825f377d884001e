using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>What the user may do with ACLs. Kafka can't be asked to merely try a change of them, so a plan asks this instead.</summary>
internal static class AclRights
{
    /// <summary>Makes sure that a change would be allowed.</summary>
    /// <exception cref="ProblemException">The user lacks the right.</exception>
    public static async Task RequireAlterAsync(ClusterClient cluster, CancellationToken cancellationToken)
    {
        var response = await cluster.ReadAsync(new DescribeClusterRequest { IncludeClusterAuthorizedOperations = true }, cancellationToken).ConfigureAwait(false);
        var operations = response.ClusterAuthorizedOperations;
        if (response.ErrorCode == ErrorCode.None && operations != int.MinValue && (operations & (1 << (int)AclOperation.Alter)) == 0)
        {
            throw new ProblemException(AclProblems.NotAuthorized(AclProblems.AlterRight));
        }
    }
}
