using Xunit;

namespace LlmAnalytics.Testing;

/// <summary>One Kubernetes API for all tests of an xunit collection. Stays empty where there is none, unless <c>LLM_REQUIRE_LIVE=1</c> makes that a failure.</summary>
public class KubernetesClusterFixture : IAsyncLifetime
{
    private KubernetesTestCluster? cluster;

    /// <summary>The running cluster.</summary>
    public KubernetesTestCluster Cluster => cluster ?? throw new InvalidOperationException(KubernetesDistribution.SkipReason);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (KubernetesDistribution.SkipReason is null)
        {
            cluster = await KubernetesTestCluster.StartAsync();
            await PrepareAsync(cluster);
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

    /// <summary>What a subclass wants in the cluster before the first test.</summary>
    protected virtual Task PrepareAsync(KubernetesTestCluster cluster) => Task.CompletedTask;
}
