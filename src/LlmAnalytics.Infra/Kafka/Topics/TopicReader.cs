using System.Globalization;
using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>
/// Reads topics: one Metadata request, one for the reassignments in progress, and settings in batches, each topic written as soon as its batch is there.
/// </summary>
internal sealed class TopicReader(ClusterClient cluster, TopicQuery query, IOperation operation)
{
    private const string MinInSyncReplicas = "min.insync.replicas";
    private static readonly TimeSpan ControllerPatience = TimeSpan.FromSeconds(2);

    public async IAsyncEnumerable<KafkaTopic> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        operation.Progress("Reading topics", -1);
        var names = query.Names.Count > 0 ? query.Names : ["*"];
        var topics = await new TopicSelection(cluster, operation).FindAsync(names, patternsMatchInternal: query.IncludeInternal, cancellationToken).ConfigureAwait(false);
        if (query.CatalogOnly)
        {
            topics.RemoveAll(topic => !TopicCatalog.Default.Contains(topic.Name!));
        }

        if (topics.Count == 0)
        {
            yield break;
        }

        var reassignments = await ReadReassignmentsAsync(topics, cancellationToken).ConfigureAwait(false);
        var done = 0;
        foreach (var batch in topics.Chunk(TopicConfigs.BatchSize))
        {
            operation.Progress($"Reading settings: {done} of {topics.Count} topics", 100 * done / topics.Count);
            var configs = await TopicConfigs.ReadAsync(
                cluster, [.. batch.Select(topic => topic.Name!)], cancellationToken, query.Detailed ? null : [MinInSyncReplicas], withSynonyms: query.Detailed).ConfigureAwait(false);
            foreach (var topic in batch)
            {
                yield return Describe(topic, Settings(topic.Name!, configs), reassignments);
            }

            done += batch.Length;
        }
    }

    /// <returns>The reassignment of each partition that has one; null where the user may not see them.</returns>
    private async Task<Dictionary<(string Topic, int Partition), OngoingPartitionReassignment>?> ReadReassignmentsAsync(List<MetadataTopic> topics, CancellationToken cancellationToken)
    {
        // A few topics are named, so that the controller looks at those only; of many, it is asked for all it has.
        var request = new ListPartitionReassignmentsRequest
        {
            Topics = topics.Count > TopicConfigs.BatchSize ? null : [.. topics.Select(topic => new ListPartitionReassignmentsTopics
            {
                Name = topic.Name!,
                PartitionIndexes = [.. topic.Partitions.Select(partition => partition.PartitionIndex)],
            })],
        };
        try
        {
            var response = await cluster.ReadFromControllerAsync(request, ControllerPatience, apart: false, cancellationToken).ConfigureAwait(false);
            if (response.ErrorCode == ErrorCode.None)
            {
                return response.Topics.SelectMany(topic => topic.Partitions.Select(partition => (topic.Name, partition)))
                    .ToDictionary(item => (item.Name, item.partition.PartitionIndex), item => item.partition);
            }

            operation.Verbose($"Reassignments can't be seen ({response.ErrorCode.KafkaName()}; DESCRIBE on the cluster is needed): replicas being added count as missing.");
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            // They are the controller's to tell, and it may be the one that is down: the topics can be shown all the same.
            operation.Warn("Reassignments in progress could not be read, so replicas being added count as missing: the active controller, who knows them, doesn't answer.");
            operation.Verbose(ConnectionProblems.From(e).Message);
        }

        return null;
    }

    private DescribeConfigsResourceResult[]? Settings(string topic, Dictionary<string, DescribeConfigsResult> configs)
    {
        if (configs.GetValueOrDefault(topic) is { ErrorCode: ErrorCode.None } config)
        {
            return config.Configs;
        }

        var code = configs.GetValueOrDefault(topic)?.ErrorCode;
        operation.Verbose($"Topic '{topic}': settings can't be seen ({code?.KafkaName() ?? "no answer"}; DESCRIBE_CONFIGS on the topic is needed).");
        return null;
    }

    private KafkaTopic Describe(
        MetadataTopic topic, DescribeConfigsResourceResult[]? settings, Dictionary<(string Topic, int Partition), OngoingPartitionReassignment>? reassignments)
    {
        var minimum = int.TryParse(settings?.FirstOrDefault(setting => setting.Name == MinInSyncReplicas)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : (int?)null;
        var partitions = topic.Partitions.OrderBy(partition => partition.PartitionIndex)
            .Select(partition => new PartitionHealth(partition, reassignments?.GetValueOrDefault((topic.Name!, partition.PartitionIndex)), minimum)).ToList();
        var offline = partitions.Count(partition => partition.IsOffline);
        var underReplicated = partitions.Count(partition => partition.IsUnderReplicated);
        var underMinimum = partitions.Count(partition => partition.IsUnderMinIsr);
        return new KafkaTopic
        {
            Name = topic.Name!,
            TopicId = topic.TopicId,
            Internal = topic.IsInternal || TopicNames.IsInternal(topic.Name!),
            InCatalog = TopicCatalog.Default.Contains(topic.Name!),
            PartitionCount = partitions.Count,
            ReplicationFactor = partitions.Max(partition => partition.ReplicationFactor),
            MinInSyncReplicas = minimum,
            OfflinePartitions = offline,
            UnderReplicatedPartitions = underReplicated,
            UnderMinIsrPartitions = minimum is null ? null : underMinimum,
            AtMinIsrPartitions = minimum is null ? null : partitions.Count(partition => partition.IsAtMinIsr),
            ReassigningPartitions = reassignments is null ? null : partitions.Count(partition => partition.IsReassigning),
            Health = offline > 0 || underMinimum > 0 ? "Unhealthy" : underReplicated > 0 ? "Degraded" : "Healthy",
            Settings = query.Detailed ? Overridden(settings) : [],
            Partitions = query.Detailed ? partitions.ConvertAll(partition => partition.ToRow()) : [],
        };
    }

    private static List<KafkaTopicSetting> Overridden(DescribeConfigsResourceResult[]? settings) =>
        [.. (settings ?? []).Where(setting => setting.ConfigSource is not (ConfigSource.DefaultConfig or ConfigSource.Unset)).OrderBy(setting => setting.Name, StringComparer.Ordinal)
            .Select(setting => new KafkaTopicSetting(
                setting.Name,
                setting.Value,
                ConfigSources.Name(setting.ConfigSource),
                InheritedSetting.Value(setting)))];
}
