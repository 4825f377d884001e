using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>Live tests of what real brokers alone have.</summary>
[Collection(KafkaCollection.Name)]
public abstract class BrokerTests(LiveClusterFixture fixture) : LiveTests(fixture)
{
    private protected new KafkaTestCluster Cluster => fixture.Cluster;
}
