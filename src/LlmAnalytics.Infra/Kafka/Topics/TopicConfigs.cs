using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Reads the settings of topics.</summary>
internal static class TopicConfigs
{
    /// <summary>Topics in one request: with all settings of each, an answer of some 2 MB.</summary>
    public const int BatchSize = 250;

    /// <summary>A request for settings of topics.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="keys">The settings wanted; null for all.</param>
    /// <param name="withSynonyms">Whether to ask for what would apply without the topic's own value.</param>
    public static DescribeConfigsRequest Request(IEnumerable<string> topics, string[]? keys = null, bool withSynonyms = false) => new()
    {
        IncludeSynonyms = withSynonyms,
        Resources = [.. topics.Select(topic => new DescribeConfigsResource { ResourceType = ConfigResourceType.Topic, ResourceName = topic, ConfigurationKeys = keys })],
    };

    /// <summary>Reads settings from whichever broker answers.</summary>
    public static async Task<Dictionary<string, DescribeConfigsResult>> ReadAsync(
        ClusterClient cluster, IReadOnlyCollection<string> topics, CancellationToken cancellationToken, string[]? keys = null, bool withSynonyms = false)
    {
        var results = new Dictionary<string, DescribeConfigsResult>(StringComparer.Ordinal);
        foreach (var batch in topics.Chunk(BatchSize))
        {
            var response = await cluster.ReadAsync(Request(batch, keys, withSynonyms), cancellationToken).ConfigureAwait(false);
            foreach (var result in response.Results)
            {
                results[result.ResourceName] = result;
            }
        }

        return results;
    }
}
