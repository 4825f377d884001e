using System.Globalization;
using LlmAnalytics.Infra.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>The partitions that are not well, each by name (<c>topic-3</c>).</summary>
internal sealed class PartitionSummary
{
    public PartitionSummary(ClusterSurvey survey)
    {
        var minimums = (survey.TopicConfigs.Value?.Results ?? []).Where(result => result.ErrorCode == ErrorCode.None)
            .ToDictionary(result => result.ResourceName, Minimum, StringComparer.Ordinal);
        Reassigning = (survey.Reassignments.Value?.Topics ?? []).SelectMany(topic => topic.Partitions.Select(partition => (topic.Name, partition)))
            .ToDictionary(item => (item.Name, item.partition.PartitionIndex), item => item.partition);
        foreach (var (topic, partition) in survey.Partitions)
        {
            var minimum = minimums.GetValueOrDefault(topic.Name!);
            if (minimum is null)
            {
                WithoutMinimum.Add(topic.Name!);
            }

            var health = new PartitionHealth(partition, Reassigning.GetValueOrDefault((topic.Name!, partition.PartitionIndex)), minimum);
            var name = $"{topic.Name}-{partition.PartitionIndex}";
            AddIf(health.IsOffline, Offline, name);
            AddIf(health.IsUnderMinIsr, UnderMinIsr, name);
            AddIf(health.IsAtMinIsr, AtMinIsr, name);
            AddIf(health.IsUnderReplicated, UnderReplicated, name);
        }
    }

    public List<string> Offline { get; } = [];

    public List<string> UnderMinIsr { get; } = [];

    public List<string> AtMinIsr { get; } = [];

    public List<string> UnderReplicated { get; } = [];

    /// <summary>Topics whose <c>min.insync.replicas</c> is not known.</summary>
    public SortedSet<string> WithoutMinimum { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Topic, int Partition), OngoingPartitionReassignment> Reassigning { get; }

    private static int? Minimum(DescribeConfigsResult result) =>
        int.TryParse(result.Configs.FirstOrDefault(config => config.Name == "min.insync.replicas")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static void AddIf(bool condition, List<string> list, string name)
    {
        if (condition)
        {
            list.Add(name);
        }
    }
}
