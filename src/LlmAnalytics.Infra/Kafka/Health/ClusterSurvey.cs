using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>Everything that was gathered about a cluster, for the checks to judge. A part is null where it couldn't be had; then its failure says why.</summary>
internal sealed class ClusterSurvey
{
    public required string? ClusterId { get; init; }

    /// <summary>All brokers: live, fenced, and those that only replica lists still name.</summary>
    public required IReadOnlyList<BrokerSurvey> Brokers { get; init; }

    /// <summary>The topics that the user may see.</summary>
    public required IReadOnlyList<MetadataTopic> Topics { get; init; }

    /// <summary>The catalog's topics that are not among them, with what a broker says of each.</summary>
    public required IReadOnlyList<MetadataTopic> MissingTopics { get; init; }

    /// <summary>Whether the topic that holds the groups' offsets is kept from the user.</summary>
    public bool MayNotSeeInternalTopics { get; init; }

    /// <summary>What the user may do on the cluster, a bit an operation; null where brokers don't tell.</summary>
    public required int? ClusterOperations { get; init; }

    public required Part<DescribeQuorumResponse> Quorum { get; init; }

    public required Part<ListPartitionReassignmentsResponse> Reassignments { get; init; }

    public required Part<DescribeConfigsResponse> TopicConfigs { get; init; }

    /// <summary>Every partition with its topic.</summary>
    public IEnumerable<(MetadataTopic Topic, MetadataPartition Partition)> Partitions => Topics.SelectMany(topic => topic.Partitions.Select(partition => (topic, partition)));

    public IEnumerable<BrokerSurvey> Answering => Brokers.Where(broker => broker.Answers);

    /// <summary>The active controller's node id; null where it is unknown or there is none.</summary>
    public int? ControllerId => QuorumQuestion.LeaderId(Quorum.Value);
}

/// <summary>A part of a survey: had, or why not.</summary>
/// <param name="Value">The answer; null where there is none.</param>
/// <param name="Failure">Why there is none; null where there is one or none was asked for.</param>
internal readonly record struct Part<T>(T? Value, string? Failure)
    where T : class;
