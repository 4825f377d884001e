using LlmAnalytics.Sandbox.Kafka;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>A cluster of three brokers, simulated or real, that a scenario runs on.</summary>
/// <param name="Plaintext">The address of each broker's plain listener.</param>
/// <param name="Sasl">The address of each broker's SASL listener.</param>
/// <param name="ClusterId">Its id.</param>
internal sealed record ClusterUnderTest(IReadOnlyDictionary<int, string> Plaintext, IReadOnlyDictionary<int, string> Sasl, string ClusterId)
{
    public static ClusterUnderTest Of(SimulatedKafkaCluster cluster) => new(
        cluster.Brokers.ToDictionary(id => id, id => cluster.Address(id)),
        cluster.Brokers.ToDictionary(id => id, id => cluster.Address(id, SimulatedListener.Sasl)),
        cluster.ClusterId);

    public static ClusterUnderTest Of(KafkaTestCluster cluster) => new(
        cluster.Brokers.ToDictionary(broker => broker.Id, broker => broker.Address(ListenerKind.Plaintext)),
        cluster.Brokers.ToDictionary(broker => broker.Id, broker => broker.Address(ListenerKind.Sasl)),
        cluster.ClusterId);
}
