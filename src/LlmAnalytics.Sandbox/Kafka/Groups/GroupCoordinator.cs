using System.Collections.Concurrent;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Groups;

/// <summary>
/// All groups and their offsets. They live here and not in records of <c>__consumer_offsets</c>, so a group is at its new coordinator at once; who coordinates
/// it is decided by that topic all the same.
/// </summary>
internal sealed class GroupCoordinator : IDisposable
{
    private readonly ConcurrentDictionary<string, ConsumerGroup> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(string Topic, int Partition), CommittedOffset>> _offsets = new(StringComparer.Ordinal);

    /// <summary>The groups that have members or offsets, or had.</summary>
    public IEnumerable<string> GroupIds => _groups.Keys.Union(_offsets.Keys, StringComparer.Ordinal);

    /// <summary>The group; null for none.</summary>
    public ConsumerGroup? Find(string groupId) => _groups.GetValueOrDefault(groupId);

    /// <summary>The group, made where there is none.</summary>
    public ConsumerGroup Get(string groupId) => _groups.GetOrAdd(groupId, id => new ConsumerGroup(id));

    /// <summary>Whether there is such a group.</summary>
    public bool Exists(string groupId) => _groups.ContainsKey(groupId) || _offsets.ContainsKey(groupId);

    /// <summary>The group as the tools show it: one that only holds offsets is empty.</summary>
    public DescribedGroup Describe(string groupId) =>
        Find(groupId)?.Describe() ?? new DescribedGroup { GroupId = groupId, GroupState = nameof(GroupState.Empty) };

    /// <summary>Stores an offset.</summary>
    public void Commit(string groupId, string topic, int partition, CommittedOffset offset) =>
        _offsets.GetOrAdd(groupId, _ => []).AddOrUpdate((topic, partition), offset, (_, _) => offset);

    /// <summary>A stored offset; null for none.</summary>
    public CommittedOffset? Offset(string groupId, string topic, int partition) =>
        _offsets.TryGetValue(groupId, out var offsets) ? offsets.GetValueOrDefault((topic, partition)) : null;

    /// <summary>The partitions that a group has stored offsets of.</summary>
    public IEnumerable<(string Topic, int Partition)> Partitions(string groupId) => _offsets.TryGetValue(groupId, out var offsets) ? offsets.Keys : [];

    /// <summary>Forgets the offsets of a topic that was deleted.</summary>
    public void RemoveTopic(string topic)
    {
        foreach (var offsets in _offsets.Values)
        {
            foreach (var key in offsets.Keys.Where(key => key.Topic == topic))
            {
                offsets.TryRemove(key, out _);
            }
        }
    }

    /// <summary>The broker that coordinates a group.</summary>
    /// <exception cref="KafkaException">Nobody does.</exception>
    public static int Coordinator(ClusterState cluster, string groupId)
    {
        var partitions = cluster.Topic(TopicNames.Offsets)?.Partitions ?? throw new KafkaException(ErrorCode.CoordinatorNotAvailable);
        var leader = partitions[PartitionOf(groupId, partitions.Length)].Leader;
        return leader != PartitionState.NoLeader ? leader : throw new KafkaException(ErrorCode.CoordinatorNotAvailable);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in _groups.Values)
        {
            group.Dispose();
        }
    }

    // Java's String.hashCode, made positive as Kafka's Utils.abs does: clients see which partition, and so which broker, that is.
    private static int PartitionOf(string groupId, int partitions)
    {
        var hash = groupId.Aggregate(0, (h, c) => unchecked((31 * h) + c));
        return (hash == int.MinValue ? 0 : Math.Abs(hash)) % partitions;
    }
}
