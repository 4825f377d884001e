using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Configuration;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Connections;

namespace LlmAnalytics.Infra.Kafka;

/// <summary>The way to a cluster: settings resolved once, a broker found that answers.</summary>
internal sealed class KafkaEngine : IKafkaEngine
{
    public IReadOnlyList<KafkaTopicDefinition> TopicCatalog => Catalog.TopicCatalog.Default.Topics;

    public async Task<KafkaConnection> ConnectAsync(KafkaConnectionRequest request, IOperation operation, CancellationToken cancellationToken)
    {
        var settings = KafkaSettingsResolver.Resolve(request, KafkaSettingsResolver.ProcessEnvironment());
        foreach (var warning in settings.Warnings)
        {
            operation.Warn(warning);
        }

        operation.Verbose($"Connecting to {settings}");
        var client = new ClusterClient(
            settings.BootstrapServers,
            new ConnectionOptions { ClientId = settings.ClientId, Tls = settings.Tls, Sasl = settings.Sasl });
        try
        {
            await ProblemBoundary.RunAsync(() => client.GetMetadataAsync([], cancellationToken)).ConfigureAwait(false);
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            settings.Dispose();
            throw;
        }

        operation.Verbose($"Connected to cluster {client.ClusterId} of {client.Brokers.Count} brokers: {string.Join(", ", client.Brokers)}");
        return new KafkaConnection(new KafkaCluster(client, settings));
    }
}
