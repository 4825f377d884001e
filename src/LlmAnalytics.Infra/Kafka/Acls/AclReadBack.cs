using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Finds out what became of a write that was not answered.</summary>
internal static class AclReadBack
{
    // Beyond the command's own deadline, which has passed by now: knowing what was done is worth these moments.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>All ACLs, as far as any broker says within a second; null where none says anything.</summary>
    public static async Task<HashSet<KafkaAcl>?> ReadAsync(ClusterClient cluster)
    {
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            return [.. await AclReader.ReadAsync(cluster, new DescribeAclsRequest(), grace.Token).ConfigureAwait(false)];
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e) || e is ProblemException)
        {
            return null; // nothing is known, and the caller reports just that
        }
    }
}
