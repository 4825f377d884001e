using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.Infra.Kafka.Records;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>The health of a cluster.</summary>
internal sealed class KafkaHealth(ClusterClient cluster, RecordClient records) : IKafkaHealth
{
    public Task<KafkaClusterHealth> TestAsync(HealthQuery query, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.RunAsync(() => new ClusterHealthTest(cluster, new RoundTripCheck(cluster, records), query, operation).RunAsync(cancellationToken));

    public IAsyncEnumerable<KafkaBroker> GetBrokersAsync(BrokerQuery query, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.StreamAsync(new BrokerReader(cluster, query, operation).RunAsync, cancellationToken);
}
