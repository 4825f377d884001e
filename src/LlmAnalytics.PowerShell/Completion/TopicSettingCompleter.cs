using System.Collections;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>
/// Completes the names of topic settings: those of Apache Kafka 4.3 (<c>org.apache.kafka.common.config.TopicConfig</c>,
/// https://kafka.apache.org/documentation/#topicconfigs). The broker accepts what it knows, listed here or not.
/// </summary>
public sealed class TopicSettingCompleter : LlmCompleter
{
    private static readonly SortedDictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["cleanup.policy"] = "delete, compact, or both: what happens to old records.",
        ["compression.gzip.level"] = "Level where compression.type is gzip.",
        ["compression.lz4.level"] = "Level where compression.type is lz4.",
        ["compression.type"] = "producer, uncompressed, gzip, snappy, lz4 or zstd: how the broker keeps batches.",
        ["compression.zstd.level"] = "Level where compression.type is zstd.",
        ["delete.retention.ms"] = "How long tombstones stay in a compacted topic, in ms.",
        ["file.delete.delay.ms"] = "How long a deleted segment's file stays on disk, in ms.",
        ["flush.messages"] = "Records after which the log is flushed to disk.",
        ["flush.ms"] = "Time after which the log is flushed to disk, in ms.",
        ["follower.replication.throttled.replicas"] = "Replicas that are throttled as followers.",
        ["index.interval.bytes"] = "Bytes between two entries of the offset index.",
        ["leader.replication.throttled.replicas"] = "Replicas that are throttled as leaders.",
        ["local.retention.bytes"] = "Bytes a partition keeps on local disk with tiered storage.",
        ["local.retention.ms"] = "Time that records stay on local disk with tiered storage, in ms.",
        ["max.compaction.lag.ms"] = "The longest that a record stays uncompacted, in ms.",
        ["max.message.bytes"] = "The largest batch of records, in bytes.",
        ["message.timestamp.after.max.ms"] = "How far a record's time may lie ahead of the broker's, in ms.",
        ["message.timestamp.before.max.ms"] = "How far a record's time may lie behind the broker's, in ms.",
        ["message.timestamp.type"] = "CreateTime or LogAppendTime.",
        ["min.cleanable.dirty.ratio"] = "Share of the log that must be dirty before it is compacted.",
        ["min.compaction.lag.ms"] = "The least time that a record stays uncompacted, in ms.",
        ["min.insync.replicas"] = "In-sync replicas that a write with acks=all needs.",
        ["preallocate"] = "Whether segment files are allocated at full size.",
        ["remote.log.copy.disable"] = "Stops copying to tiered storage.",
        ["remote.log.delete.on.disable"] = "Deletes what is in tiered storage when it is disabled.",
        ["remote.storage.enable"] = "Tiered storage for this topic.",
        ["retention.bytes"] = "Bytes that each partition keeps; -1 for no limit.",
        ["retention.ms"] = "Age in ms after which records are deleted; -1 for never.",
        ["segment.bytes"] = "Size of a segment file, in bytes.",
        ["segment.index.bytes"] = "Size of a segment's index, in bytes.",
        ["segment.jitter.ms"] = "Random time taken off segment.ms, so that segments don't roll at once, in ms.",
        ["segment.ms"] = "Time after which a segment is closed even if not full, in ms.",
        ["unclean.leader.election.enable"] = "Whether a replica out of sync may become leader, at the price of records.",
    };

    /// <inheritdoc/>
    private protected override IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters) => Settings;
}
