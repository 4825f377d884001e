using System.Collections.Concurrent;

namespace LlmAnalytics.Sandbox.Kafka.Records;

/// <summary>The logs of all partitions that were ever written to.</summary>
/// <param name="maxPartitionBytes">The most bytes of a partition.</param>
/// <param name="maxTotalBytes">The most bytes of all.</param>
internal sealed class LogStore(int maxPartitionBytes, long maxTotalBytes)
{
    private readonly ConcurrentDictionary<(Guid Topic, int Partition), PartitionLog> _logs = [];
    private long _totalBytes;
    private long _producerId;

    /// <summary>The bytes of all logs.</summary>
    public long TotalBytes => Interlocked.Read(ref _totalBytes);

    /// <summary>The log of a partition; null for one that nothing was written to.</summary>
    public PartitionLog? Find(Guid topic, int partition) => _logs.GetValueOrDefault((topic, partition));

    /// <summary>The log of a partition, made where there is none.</summary>
    public PartitionLog Get(Guid topic, int partition) => _logs.GetOrAdd(
        (topic, partition), _ => new PartitionLog(maxPartitionBytes, size => Interlocked.Add(ref _totalBytes, size), () => TotalBytes > maxTotalBytes));

    /// <summary>Forgets the logs of a topic that was deleted.</summary>
    public void Remove(Guid topic)
    {
        foreach (var key in _logs.Keys.Where(key => key.Topic == topic))
        {
            if (_logs.TryRemove(key, out var log))
            {
                Interlocked.Add(ref _totalBytes, -log.SizeBytes);
            }
        }
    }

    /// <summary>An id for a producer that no other has.</summary>
    public long NextProducerId() => Interlocked.Increment(ref _producerId);
}
