namespace LlmAnalytics.Infra.Kafka.Records;

/// <summary>How long a record took.</summary>
/// <param name="ProduceMs">Milliseconds until it was acknowledged by all in-sync replicas, the producer's connecting included.</param>
/// <param name="ConsumeMs">Milliseconds from then until it was read.</param>
internal sealed record RoundTrip(double ProduceMs, double ConsumeMs);
