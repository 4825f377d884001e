using LlmAnalytics.Sandbox.Kafka;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>A real cluster and a simulated one of the same make.</summary>
public sealed class ConformanceFixture : KafkaClusterFixture, IAsyncLifetime
{
    private SimulatedKafkaCluster? _simulated;

    public ConformanceFixture()
        : base(new KafkaClusterOptions())
    {
    }

    internal ClusterUnderTest Simulated => ClusterUnderTest.Of(_simulated!);

    internal ClusterUnderTest Real => ClusterUnderTest.Of(Cluster);

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _simulated = await SimulatedKafkaCluster.StartAsync(new SimulatedClusterOptions
        {
            Settings = new Dictionary<string, string> { ["offsets.topic.num.partitions"] = "3" },
        });
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await _simulated!.DisposeAsync();
        await DisposeAsync();
    }
}
