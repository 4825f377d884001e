using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>Whether all brokers show the same: one whose metadata are stale sends clients to the wrong leaders.</summary>
internal static class MetadataCheck
{
    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = HealthChecks.Metadata;
        var views = context.Survey.Answering.Where(broker => broker.Metadata is not null).ToList();
        var silent = context.Survey.Answering.Where(broker => broker.Metadata is null).Select(broker => broker.ToString()).ToList();
        var reference = views.GroupBy(broker => Digest(broker.Metadata!)).MaxBy(group => group.Count());
        var differing = views.Where(broker => reference is not null && Digest(broker.Metadata!) != reference.Key).ToList();
        if (differing.Count > 0)
        {
            var differences = differing.Select(broker => $"{broker}: {Differences(broker.Metadata!, reference!.First().Metadata!)}").ToList();
            yield return Failed(name, Warning, Join(differences), "the same on every broker", $"Brokers disagree about the cluster: {Join(differences)}.", Join(differing.Select(broker => broker.ToString())),
                "Run the test again: a change that is just being made shows too. If it stays, restart the broker that differs.");
        }

        if (silent.Count > 0)
        {
            yield return Unknown(name, Warning, "the same on every broker", $"{Join(silent)} answered, but not with its metadata.", Join(silent), "Run the test again.");
        }
        else if (differing.Count == 0)
        {
            yield return Passed(name, Warning, "the same", "the same on every broker", "All brokers that answer show the same brokers, topics and leaders.");
        }
    }

    /// <summary>A number that is the same for the same brokers, topics, leaders and epochs, in whatever order they are told.</summary>
    private static long Digest(MetadataResponse metadata)
    {
        var digest = metadata.Brokers.Aggregate(0L, (sum, broker) => sum + HashCode.Combine(broker.NodeId, broker.Host, broker.Port));
        foreach (var topic in metadata.Topics)
        {
            digest += HashCode.Combine(topic.Name, topic.TopicId);
            digest = topic.Partitions.Aggregate(digest, (sum, partition) => sum + HashCode.Combine(topic.TopicId, partition.PartitionIndex, partition.LeaderId, partition.LeaderEpoch));
        }

        return digest;
    }

    private static string Differences(MetadataResponse one, MetadataResponse other)
    {
        var leaders = Leaders(one).ToHashSet();
        var others = Leaders(other).ToHashSet();
        var differing = leaders.Except(others).Select(item => item.Partition).Union(others.Except(leaders).Select(item => item.Partition)).Count();
        return $"{Count(one.Brokers.Length, "broker")} against {other.Brokers.Length}, {Count(one.Topics.Length, "topic")} against {other.Topics.Length}, {Count(differing, "partition")} with another leader";
    }

    private static IEnumerable<((string? Topic, int Index) Partition, int Leader, int Epoch)> Leaders(MetadataResponse metadata) =>
        metadata.Topics.SelectMany(topic => topic.Partitions.Select(partition => ((topic.Name, partition.PartitionIndex), partition.LeaderId, partition.LeaderEpoch)));
}
