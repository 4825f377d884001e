using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Records;

/// <summary>The records of a partition, in memory: one log for all its replicas. Bounded: the oldest batches go when it is full.</summary>
internal sealed class PartitionLog(int maxBytes, Action<long> sizeChanged, Func<bool> isOverTotal)
{
    private readonly Lock _access = new();
    private readonly List<RecordBatch> _batches = [];
    private readonly Dictionary<long, ProducerState> _producers = [];
    private readonly SortedDictionary<int, long> _epochs = [];
    private TaskCompletionSource _appended = NewSignal();
    private long _startOffset;
    private long _endOffset;
    private long _sizeBytes;

    /// <summary>The first offset that is still there.</summary>
    public long StartOffset => Locked(() => _startOffset);

    /// <summary>The offset after the last record: all replicas have all, so this is the high watermark too.</summary>
    public long EndOffset => Locked(() => _endOffset);

    /// <summary>The bytes of all batches.</summary>
    public long SizeBytes => Locked(() => _sizeBytes);

    /// <summary>Completed by the next append.</summary>
    public Task Appended => Locked(() => _appended.Task);

    /// <summary>Appends batches.</summary>
    /// <param name="batches">The batches; their offsets are set here.</param>
    /// <param name="leaderEpoch">The leader's epoch.</param>
    /// <param name="appendTime">The time to give the records; null to leave them theirs.</param>
    /// <returns>The first record's offset: of an idempotent producer's batch that is here already, where it is, and its time.</returns>
    /// <exception cref="KafkaException">An idempotent producer's batch is out of order.</exception>
    public (long BaseOffset, long? AppendTime) Append(IReadOnlyList<RecordBatch> batches, int leaderEpoch, long? appendTime)
    {
        lock (_access)
        {
            (long BaseOffset, long? AppendTime)? first = null;
            foreach (var batch in batches)
            {
                var placed = Append(batch, leaderEpoch, appendTime);
                first ??= placed;
            }

            Trim();
            var waiting = _appended;
            _appended = NewSignal();
            waiting.TrySetResult();
            return first ?? (_endOffset, appendTime);
        }
    }

    /// <summary>Reads batches: from the one that holds the offset on, as many as fit, and one at least where asked.</summary>
    /// <exception cref="KafkaException">The offset is before the first or after the last one.</exception>
    public byte[] Read(long offset, int maxBytes, bool atLeastOne)
    {
        lock (_access)
        {
            if (offset < _startOffset || offset > _endOffset)
            {
                throw new KafkaException(ErrorCode.OffsetOutOfRange);
            }

            var first = _batches.FindIndex(batch => batch.LastOffset >= offset);
            if (first < 0)
            {
                return [];
            }

            var count = 0;
            var size = 0;
            while (first + count < _batches.Count && (size + _batches[first + count].SizeBytes <= maxBytes || (count == 0 && atLeastOne)))
            {
                size += _batches[first + count].SizeBytes;
                count++;
            }

            var bytes = new byte[size];
            var position = 0;
            foreach (var batch in _batches.GetRange(first, count))
            {
                batch.Bytes.CopyTo(bytes.AsMemory(position));
                position += batch.SizeBytes;
            }

            return bytes;
        }
    }

    /// <summary>The first record of a time or later; null for none.</summary>
    public (long Offset, long Timestamp)? FirstSince(long timestamp)
    {
        lock (_access)
        {
            foreach (var batch in _batches)
            {
                if (RecordTimes.FirstSince(batch, timestamp) is { } found)
                {
                    return found;
                }
            }

            return null;
        }
    }

    /// <summary>The first record of the greatest time; null where there are no records.</summary>
    public (long Offset, long Timestamp)? Greatest()
    {
        lock (_access)
        {
            return _batches.Count == 0 ? null : RecordTimes.Greatest(_batches.MaxBy(batch => batch.MaxTimestamp)!);
        }
    }

    /// <summary>Where the records of leaders up to an epoch end, and the latest such epoch; -1 and -1 for an epoch before all.</summary>
    public (int Epoch, long EndOffset) EndOf(int leaderEpoch, int currentEpoch)
    {
        lock (_access)
        {
            if (leaderEpoch >= currentEpoch)
            {
                return (currentEpoch, _endOffset);
            }

            var known = _epochs.Keys.Where(epoch => epoch <= leaderEpoch).DefaultIfEmpty(-1).Max();
            var next = _epochs.Where(entry => entry.Key > leaderEpoch).Select(entry => (long?)entry.Value).FirstOrDefault();
            return known < 0 ? (-1, -1) : (known, next ?? _endOffset);
        }
    }

    private (long BaseOffset, long? AppendTime) Append(RecordBatch batch, int leaderEpoch, long? appendTime)
    {
        ProducerState? producer = null;
        if (batch.ProducerId >= 0)
        {
            producer = _producers.TryGetValue(batch.ProducerId, out var known) ? known : _producers[batch.ProducerId] = new ProducerState();
            if (producer.Check(batch) is { } already)
            {
                return (already.BaseOffset, already.Timestamp);
            }
        }

        if (appendTime is { } time)
        {
            batch.Stamp(time);
        }

        var offset = _endOffset;
        batch.Place(offset, leaderEpoch);
        _epochs.TryAdd(leaderEpoch, offset);
        _batches.Add(batch);
        _endOffset = batch.LastOffset + 1;
        Resize(batch.SizeBytes);
        producer?.Add(batch);
        return (offset, appendTime);
    }

    private void Trim()
    {
        while (_batches.Count > 1 && (_sizeBytes > maxBytes || isOverTotal()))
        {
            Resize(-_batches[0].SizeBytes);
            _batches.RemoveAt(0);
            _startOffset = _batches[0].BaseOffset;
        }
    }

    private void Resize(int bytes)
    {
        _sizeBytes += bytes;
        sizeChanged(bytes);
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_access)
        {
            return read();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
