using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>
/// One cluster for all tests of an xunit collection. xunit makes fixtures for skipped tests too, so this one stays empty where
/// there is no Kafka, unless <c>LLM_REQUIRE_LIVE=1</c> makes that a failure.
/// </summary>
public class KafkaClusterFixture : IClusterFixture, IAsyncLifetime
{
    private readonly KafkaClusterOptions options;
    private KafkaTestCluster? cluster;

    /// <summary>Three brokers behind request counters: every listener there is.</summary>
    public KafkaClusterFixture()
        : this(new KafkaClusterOptions { CountRequests = true })
    {
    }

    /// <summary>Another cluster, for a subclass with its own options.</summary>
    protected KafkaClusterFixture(KafkaClusterOptions options) => this.options = options;

    /// <summary>The running cluster.</summary>
    public KafkaTestCluster Cluster => cluster ?? throw new InvalidOperationException(KafkaDistribution.Unavailable);

    ClusterUnderTest IClusterFixture.Cluster => Cluster;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (KafkaDistribution.SkipReason is null)
        {
            cluster = await KafkaTestCluster.StartAsync(options);
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }
}
