using LlmAnalytics.Testing;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>A real cluster and a simulated one of the same make.</summary>
public sealed class ConformanceFixture : KafkaClusterFixture, IAsyncLifetime
{
    public ConformanceFixture()
        : base(new KafkaClusterOptions())
    {
    }

    internal SimulatedTestCluster Simulated { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Simulated = await SimulatedTestCluster.StartAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Simulated.DisposeAsync();
        await DisposeAsync();
    }
}
