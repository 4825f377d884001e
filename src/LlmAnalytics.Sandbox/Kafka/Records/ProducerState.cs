using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Records;

/// <summary>What a partition remembers of an idempotent producer: enough to know its last five batches again. Source: Kafka's ProducerStateEntry.java.</summary>
internal sealed class ProducerState
{
    private const int Remembered = 5;

    private readonly Queue<(int FirstSequence, int LastSequence, long BaseOffset, long Timestamp)> _batches = new();
    private short _epoch = -1;
    private int _lastSequence = -1;

    /// <summary>Where a batch already is, and its time, which the producer sent once more; null for a new one.</summary>
    /// <exception cref="KafkaException">The batch is out of order, or from an older instance of the producer.</exception>
    public (long BaseOffset, long Timestamp)? Check(RecordBatch batch)
    {
        if (batch.ProducerEpoch < _epoch)
        {
            throw new KafkaException(ErrorCode.InvalidProducerEpoch, $"Epoch of producer {batch.ProducerId} is {batch.ProducerEpoch}, which is smaller than the last seen epoch {_epoch}");
        }

        if (batch.ProducerEpoch > _epoch)
        {
            return _epoch == -1 || batch.BaseSequence == 0 ? null : throw OutOfOrder(batch);
        }

        foreach (var known in _batches)
        {
            if (known.FirstSequence == batch.BaseSequence && known.LastSequence == LastSequence(batch))
            {
                return (known.BaseOffset, known.Timestamp);
            }
        }

        return batch.BaseSequence == Next(_lastSequence) ? null : throw OutOfOrder(batch);
    }

    /// <summary>Remembers a batch.</summary>
    public void Add(RecordBatch batch)
    {
        if (batch.ProducerEpoch > _epoch)
        {
            _batches.Clear();
            _epoch = batch.ProducerEpoch;
        }

        _lastSequence = LastSequence(batch);
        _batches.Enqueue((batch.BaseSequence, _lastSequence, batch.BaseOffset, batch.MaxTimestamp));
        if (_batches.Count > Remembered)
        {
            _batches.Dequeue();
        }
    }

    // After the greatest number comes 0.
    private static int LastSequence(RecordBatch batch) => (int)((batch.BaseSequence + (long)batch.LastOffsetDelta) & int.MaxValue);

    private static int Next(int sequence) => sequence == int.MaxValue ? 0 : sequence + 1;

    private KafkaException OutOfOrder(RecordBatch batch) => new(ErrorCode.OutOfOrderSequenceNumber,
        $"Out of order sequence number for producer {batch.ProducerId}: {batch.BaseSequence} (incoming seq. number), {_lastSequence} (current end sequence number)");
}
