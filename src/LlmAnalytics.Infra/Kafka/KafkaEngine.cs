using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Configuration;
using LlmAnalytics.KafkaProtocol.Connections;

namespace LlmAnalytics.Infra.Kafka;

/// <summary>The way to a cluster: settings resolved once, a broker found that answers.</summary>
internal sealed class KafkaEngine : IKafkaEngine
{
    public KafkaEngine()
    {
        // Reading the catalog compiles a YAML parser, some 40 ms in a fresh process, and nearly every command needs it: beside the connecting it costs nothing.
        _ = Task.Run(() => Catalog.TopicCatalog.Default);
    }

    public IReadOnlyList<KafkaTopicDefinition> TopicCatalog => Catalog.TopicCatalog.Default.Topics;

    public IReadOnlyList<KafkaAclDefinition> AclCatalog => Catalog.AclCatalog.Default.Roles;

    public KafkaConnection Open(KafkaConnectionRequest request, IOperation operation) => new(OpenCluster(request, operation));

    public async Task<KafkaConnection> ConnectAsync(KafkaConnectionRequest request, IOperation operation, CancellationToken cancellationToken)
    {
        var cluster = OpenCluster(request, operation);
        try
        {
            await cluster.ConnectAsync(operation, cancellationToken).ConfigureAwait(false);
            return new KafkaConnection(cluster);
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static KafkaCluster OpenCluster(KafkaConnectionRequest request, IOperation operation)
    {
        var settings = KafkaSettingsResolver.Resolve(request, KafkaSettingsResolver.ProcessEnvironment());
        foreach (var warning in settings.Warnings)
        {
            operation.Warn(warning);
        }

        operation.Verbose($"Connecting to {settings}");
        return new KafkaCluster(new ClusterClient(settings.BootstrapServers, new ConnectionOptions { ClientId = settings.ClientId, Tls = settings.Tls, Sasl = settings.Sasl }), settings);
    }
}
