using LlmAnalytics.Engine;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>What tests of the engine on a simulated cluster have in common: a cluster each, set up as a sandbox has it, with brokers that are fenced at once.</summary>
public abstract class EngineTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private protected static IKafkaEngine Kafka { get; } = new LlmAnalytics.Infra.Engine().Kafka;

    private protected SimulatedKafkaCluster Cluster { get; private set; } = null!;

    private protected Bystander Operation { get; } = new();

    private protected static CancellationToken InTime => new CancellationTokenSource(Deadline).Token;

    public async Task InitializeAsync() => Cluster = await SimulatedKafkaCluster.StartAsync(new SimulatedClusterOptions
    {
        SessionTimeout = TimeSpan.Zero,
        Settings = new Dictionary<string, string> { ["min.insync.replicas"] = "2" },
    });

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    private protected Task<KafkaConnection> ConnectAsync() =>
        Kafka.ConnectAsync(new KafkaConnectionRequest { BootstrapServers = [Cluster.BootstrapServers()], Properties = new Dictionary<string, string>() }, Operation, InTime);

    /// <summary>A connection to a cluster that has the catalog's topics.</summary>
    private protected async Task<KafkaConnection> ConnectToCatalogAsync()
    {
        var connection = await ConnectAsync();
        Assert.All(await CreateCatalogAsync(connection), topic => Assert.Equal(("Created", "Serving"), (topic.Status, topic.Availability)));
        return connection;
    }

    private protected Task<List<KafkaTopicResult>> CreateCatalogAsync(KafkaConnection connection) => AllAsync(connection.Cluster.Topics.CreateAsync(
        new TopicCreation { Definitions = [.. Kafka.TopicCatalog.Where(topic => !topic.Optional)], WaitFor = TopicReadiness.Serving }, Operation, InTime));

    private protected async Task<KafkaTopic> TopicAsync(KafkaConnection connection, string name) =>
        Assert.Single(await AllAsync(connection.Cluster.Topics.GetAsync(new TopicQuery { Names = [name], Detailed = true }, Operation, InTime)));

    private protected static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> results)
    {
        var list = new List<T>();
        await foreach (var result in results)
        {
            list.Add(result);
        }

        return list;
    }
}
