using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Turns names and patterns into the topics that exist.</summary>
internal sealed class TopicSelection(ClusterClient cluster, IOperation operation)
{
    private const string DescribeRight = "DESCRIBE on the topic";

    /// <summary>Finds topics, each once, by name.</summary>
    /// <param name="names">Names and patterns; a name that doesn't exist is reported, a pattern without a match is not.</param>
    /// <param name="patternsMatchInternal">Whether patterns match the topics that Kafka keeps for itself.</param>
    /// <param name="cancellationToken">The deadline.</param>
    public async Task<List<MetadataTopic>> FindAsync(IReadOnlyList<string> names, bool patternsMatchInternal, CancellationToken cancellationToken)
    {
        var exact = names.Where(name => !TopicNames.IsPattern(name)).Distinct(StringComparer.Ordinal).ToList();
        var patterns = names.Where(TopicNames.IsPattern).Select(TopicNames.Matcher).ToList();
        var metadata = await cluster.GetMetadataAsync(patterns.Count > 0 ? null : exact, cancellationToken).ConfigureAwait(false);
        var known = metadata.Topics.Where(topic => topic.Name is not null).ToDictionary(topic => topic.Name!, StringComparer.Ordinal);
        var unseen = exact.Where(name => !known.ContainsKey(name)).ToList();
        if (unseen.Count > 0 && patterns.Count > 0)
        {
            // The list of all topics leaves out what the user may not see; asked for by name, the broker says which it is.
            var answer = await cluster.GetMetadataAsync(unseen, cancellationToken).ConfigureAwait(false);
            foreach (var topic in answer.Topics.Where(topic => topic.Name is not null))
            {
                known[topic.Name!] = topic;
            }
        }

        var found = new SortedDictionary<string, MetadataTopic>(StringComparer.Ordinal);
        foreach (var name in exact)
        {
            Add(found, name, known.GetValueOrDefault(name));
        }

        foreach (var topic in known.Values.Where(topic => topic.ErrorCode == ErrorCode.None && patterns.Exists(matches => matches(topic.Name!))))
        {
            if (patternsMatchInternal || !(topic.IsInternal || TopicNames.IsInternal(topic.Name!)))
            {
                found[topic.Name!] = topic;
            }
        }

        return [.. found.Values];
    }

    private void Add(SortedDictionary<string, MetadataTopic> found, string name, MetadataTopic? topic)
    {
        if (topic is { ErrorCode: ErrorCode.None })
        {
            found[name] = topic;
        }
        else
        {
            operation.Report(TopicProblems.From(name, topic?.ErrorCode ?? ErrorCode.UnknownTopicOrPartition, null, DescribeRight));
        }
    }
}
