using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>What a check judges by.</summary>
internal sealed record CheckContext(ClusterSurvey Survey, HealthQuery Query, PartitionSummary Partitions);
