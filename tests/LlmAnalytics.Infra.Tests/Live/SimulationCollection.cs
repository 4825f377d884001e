using LlmAnalytics.Sandbox.Kafka;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>One simulated cluster for the same tests. After those on real brokers: some look at all threads and sockets of the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimulationCollection : ICollectionFixture<LiveSimulationFixture>
{
    internal const string Name = "Simulated Kafka";
}

/// <summary>Three simulated brokers, made as the real ones are.</summary>
public sealed class LiveSimulationFixture() : SimulatedClusterFixture(new SimulatedClusterOptions { HasExternalListener = true });
