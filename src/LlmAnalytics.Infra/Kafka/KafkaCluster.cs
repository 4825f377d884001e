using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Acls;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Configuration;
using LlmAnalytics.Infra.Kafka.Health;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.Infra.Kafka.Records;
using LlmAnalytics.Infra.Kafka.Topics;

namespace LlmAnalytics.Infra.Kafka;

/// <summary>A cluster that one is connected to: owns the connections and the certificates that they use.</summary>
internal sealed class KafkaCluster(ClusterClient client, KafkaSettings settings) : IKafkaCluster
{
    public KafkaClusterDescription Description => new(
        string.Join(',', settings.BootstrapServers),
        client.ClusterId,
        settings.SecurityProtocol.KafkaName(),
        settings.Sasl?.Mechanism,
        settings.User,
        client.Brokers.Count);

    public bool IsClosed => client.IsClosed;

    public IKafkaTopics Topics { get; } = new KafkaTopics(client);

    public IKafkaAcls Acls { get; } = new KafkaAcls(client);

    public IKafkaHealth Health { get; } = new KafkaHealth(client, new RecordClient(settings, () => client.IsClosed));

    public IKafkaRecords Records { get; } = new RecordClient(settings, () => client.IsClosed);

    /// <summary>Requests sent to brokers so far: tests hold the commands to their promises by it.</summary>
    public long RequestCount => client.RequestCount;

    /// <summary>Finds a broker that answers, proves who we are, and learns the brokers.</summary>
    /// <exception cref="ProblemException">No broker could be used.</exception>
    public async Task ConnectAsync(IOperation operation, CancellationToken cancellationToken)
    {
        await ProblemBoundary.RunAsync(() => client.GetMetadataAsync([], cancellationToken)).ConfigureAwait(false);
        operation.Verbose($"Connected to cluster {client.ClusterId} of {client.Brokers.Count} brokers: {string.Join(", ", client.Brokers)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!client.IsClosed)
        {
            await client.DisposeAsync().ConfigureAwait(false);
            settings.Dispose();
        }
    }
}
