using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Tests.Kafka.Topics;

/// <summary>Short forms of what brokers answer.</summary>
internal static class BrokerAnswers
{
    public static DescribeConfigsResourceResult Setting(
        string name, string? value, ConfigSource source = ConfigSource.TopicConfig, ConfigType type = ConfigType.String, params DescribeConfigsSynonym[] synonyms) =>
        new() { Name = name, Value = value, ConfigSource = source, ConfigType = type, Synonyms = synonyms };

    public static DescribeConfigsSynonym Synonym(string name, string? value, ConfigSource source) => new() { Name = name, Value = value, Source = source };

    public static MetadataTopic Topic(string name, int partitions) => new()
    {
        Name = name,
        Partitions = [.. Enumerable.Range(0, partitions).Select(index => Partition([1, 2, 3], [1, 2, 3], index: index))],
    };

    public static MetadataPartition Partition(int[] replicas, int[] isr, int leader = 1, int index = 0, int[]? offline = null) =>
        new() { PartitionIndex = index, LeaderId = leader, ReplicaNodes = replicas, IsrNodes = isr, OfflineReplicas = offline ?? [] };
}
