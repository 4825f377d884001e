using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>The ACLs of a cluster.</summary>
internal sealed class KafkaAcls(ClusterClient cluster) : IKafkaAcls
{
    public IAsyncEnumerable<KafkaAcl> GetAsync(AclFilter filter, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.StreamAsync(token => ReadAsync(filter, operation, token), cancellationToken);

    public IAsyncEnumerable<KafkaAclResult> GrantAsync(AclGrant grant, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.StreamAsync(new AclGranter(cluster, grant, operation).RunAsync, cancellationToken);

    public IAsyncEnumerable<KafkaAclResult> RevokeAsync(AclRevocation revocation, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.StreamAsync(new AclRevoker(cluster, revocation, operation).RunAsync, cancellationToken);

    public Task<KafkaAclVerdict> ExplainAsync(AclQuestion question, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.RunAsync(() => new AclExplainer(cluster, question, operation).RunAsync(cancellationToken));

    public Task<KafkaAclHealth> TestAsync(AclHealthQuery query, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.RunAsync(() => new AclHealthTest(cluster, query, operation).RunAsync(cancellationToken));

    private async IAsyncEnumerable<KafkaAcl> ReadAsync(AclFilter filter, IOperation operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        operation.Progress("Reading ACLs", -1);
        foreach (var acl in await AclReader.ReadAsync(cluster, new AclSelection(filter), cancellationToken).ConfigureAwait(false))
        {
            yield return acl;
        }
    }
}
