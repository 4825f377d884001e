using System.Globalization;

namespace LlmAnalytics;

/// <summary>What a topic should be: an entry of the catalog, or one that the caller wrote.</summary>
public sealed record KafkaTopicDefinition
{
    /// <summary>The topic's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of partitions, at least 1.</summary>
    public required int Partitions { get; init; }

    /// <summary>Replicas of each partition, at least 1; null leaves it to the brokers' <c>default.replication.factor</c>.</summary>
    public int? ReplicationFactor { get; init; }

    /// <summary>The topic's own settings, by Kafka's names, as Kafka writes their values.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the topic is for.</summary>
    public string? Description { get; init; }

    /// <summary>True for a topic that is created only when it is named.</summary>
    public bool Optional { get; init; }

    /// <summary>Age in milliseconds after which records are deleted (<c>retention.ms</c>); null where the definition doesn't say.</summary>
    public long? RetentionMs => Number("retention.ms");

    /// <summary>
    /// The most that the topic can occupy on all disks together, in bytes: (<c>retention.bytes</c> + one <c>segment.bytes</c>) x partitions x
    /// replication factor, since Kafka deletes whole segments and <c>retention.bytes</c> counts per partition. Null where only time, not size, bounds it.
    /// </summary>
    public long? WorstCaseBytes => Number("retention.bytes") is >= 0 and var bytes
        ? checked((bytes + (Number("segment.bytes") ?? DefaultSegmentBytes)) * Partitions * (ReplicationFactor ?? 1))
        : null;

    /// <summary>
    /// The same topic for a cluster of another size: with this replication factor and, where the definition sets <c>min.insync.replicas</c>, that lowered to
    /// what leaves room for one replica to fail, max(1, <paramref name="replicationFactor"/> - 1). It is never raised.
    /// </summary>
    /// <param name="replicationFactor">Replicas of each partition, at least 1.</param>
    public KafkaTopicDefinition WithReplicationFactor(int replicationFactor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicationFactor, 1);
        var room = Math.Max(1, replicationFactor - 1);
        var config = Config;
        if (Number(MinInSyncReplicas) > room)
        {
            config = new SortedDictionary<string, string>(config.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal)
            {
                [MinInSyncReplicas] = room.ToString(CultureInfo.InvariantCulture),
            };
        }

        return this with { ReplicationFactor = replicationFactor, Config = config };
    }

    private const string MinInSyncReplicas = "min.insync.replicas";

    private const long DefaultSegmentBytes = 1L << 30; // Kafka's default of log.segment.bytes

    private long? Number(string setting) =>
        Config.TryGetValue(setting, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
