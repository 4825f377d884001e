using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// Waits until every broker knows a change of ACLs. Each decides by its own copy, which follows the controllers' log by some milliseconds: a client that
/// connects to another broker right after the command would otherwise meet the old rights.
/// </summary>
internal sealed class AclVisibility(ClusterClient cluster, IOperation operation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // the change is made: a broker that lags is worth a warning, not the whole command

    /// <summary>Waits.</summary>
    /// <param name="request">Finds the ACLs.</param>
    /// <param name="missing">What the ACLs that a broker knows still lack; null where they lack nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A line for each broker that doesn't show the change; the operation was warned of them.</returns>
    public async Task<IReadOnlyList<string>> WaitAsync(DescribeAclsRequest request, Func<HashSet<KafkaAcl>, string?> missing, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var laggards = await new Convergence(cluster).WaitAsync(
            request,
            response => response.ErrorCode == ErrorCode.None ? missing([.. AclWords.From(response)]) : $"it answers {response.ErrorCode.KafkaName()}",
            deadline.Token).ConfigureAwait(false);
        foreach (var laggard in laggards)
        {
            operation.Warn(laggard.Message);
        }

        return [.. laggards.Select(laggard => laggard.Message)];
    }
}
