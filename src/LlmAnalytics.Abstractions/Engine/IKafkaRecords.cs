namespace LlmAnalytics.Engine;

/// <summary>Producing records. Uses librdkafka, whose native library is loaded at the first call.</summary>
public interface IKafkaRecords
{
    /// <summary>Produces one record with acks=all and waits for the acknowledgement.</summary>
    /// <param name="topic">An existing topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="value">The record's value.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    /// <returns>The offset that the record got.</returns>
    /// <exception cref="ProblemException">The record was not acknowledged, or librdkafka can't be loaded on this platform.</exception>
    Task<long> ProduceAsync(string topic, int partition, ReadOnlyMemory<byte> value, CancellationToken cancellationToken);
}
