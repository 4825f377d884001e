using LlmAnalytics.Sandbox.Kafka;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Health;

/// <summary>The tests of cluster health on simulated brokers.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimulationHealthCollection : ICollectionFixture<HealthSimulationFixture>
{
    internal const string Name = "Simulated Kafka health";
}

/// <summary>Three simulated brokers with the settings of <see cref="HealthClusterFixture"/>.</summary>
public sealed class HealthSimulationFixture() : SimulatedClusterFixture(new SimulatedClusterOptions
{
    HasExternalListener = true,
    SessionTimeout = TimeSpan.FromSeconds(6),
    Settings = HealthClusterFixture.Settings,
});
