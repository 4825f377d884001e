using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Finds out what became of a write that was not answered.</summary>
internal static class ReadBack
{
    /// <summary>
    /// How long the controller may take over a write. Longer than a command usually waits: what it can't do within the command's deadline shall still be done,
    /// not be half-done.
    /// </summary>
    public const int BrokerTimeoutMs = 60_000;

    // Beyond the command's own deadline, which has passed by now: knowing what was done is worth these moments.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The topics of these names that exist, as far as any broker says within a second; null where none says anything.</summary>
    public static async Task<Dictionary<string, Guid>?> TopicsAsync(ClusterClient cluster, IEnumerable<string> names)
    {
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            var metadata = await cluster.GetMetadataAsync(names, grace.Token).ConfigureAwait(false);
            return metadata.Topics.Where(topic => topic.ErrorCode == ErrorCode.None).ToDictionary(topic => topic.Name ?? "", topic => topic.TopicId, StringComparer.Ordinal);
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            return null; // nothing is known, and the caller reports just that
        }
    }
}
