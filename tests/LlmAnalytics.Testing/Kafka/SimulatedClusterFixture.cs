using LlmAnalytics.Sandbox.Kafka;
using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>One simulated cluster for all tests of an xunit collection.</summary>
/// <param name="options">What it is made of.</param>
public abstract class SimulatedClusterFixture(SimulatedClusterOptions options) : IClusterFixture, IAsyncLifetime
{
    private SimulatedTestCluster? cluster;

    /// <summary>The running cluster.</summary>
    public SimulatedTestCluster Cluster => cluster ?? throw new InvalidOperationException("The fixture was not initialized");

    ClusterUnderTest IClusterFixture.Cluster => Cluster;

    /// <inheritdoc/>
    public async Task InitializeAsync() => cluster = await SimulatedTestCluster.StartAsync(options);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }
}
