using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Tests.Fakes;

/// <summary>An engine without a network: it keeps what it was asked, and answers from a list of topics.</summary>
internal sealed class FakeEngine : IEngine, IKafkaEngine, IDisposable
{
    private FakeEngine() => EngineHost.Use(this);

    public IKafkaEngine Kafka => this;

    public IRedisEngine Redis => FakeRedis;

    public FakeRedis FakeRedis { get; } = new();

    public IReadOnlyList<KafkaAclDefinition> AclCatalog => FakeAcls.Catalog;

    public IReadOnlyList<KafkaTopicDefinition> TopicCatalog { get; } =
    [
        Definition("llm-events", 32, "main event stream"),
        Definition("llm-errors", 16, "error events"),
        Definition("llm-audit", 8, "audit log"),
        Definition("llm-deadletter", 8, "dead letters") with { Optional = true },
    ];

    /// <summary>The requests for connections, in order.</summary>
    public List<KafkaConnectionRequest> Requests { get; } = [];

    /// <summary>The clusters connected to, in order.</summary>
    public List<FakeCluster> Clusters { get; } = [];

    /// <summary>What goes before a connection: a failure, say.</summary>
    public Func<KafkaConnectionRequest, IOperation, CancellationToken, Task> Connecting { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>The last cluster's topics.</summary>
    public FakeTopics Topics => Clusters[^1].FakeTopics;

    /// <summary>The last cluster's ACLs.</summary>
    public FakeAcls Acls => Clusters[^1].FakeAcls;

    /// <summary>What the topics of clusters to come do.</summary>
    public Action<FakeTopics> Prepare { get; set; } = _ => { };

    /// <summary>Puts a new fake in the engine's place, until it is disposed.</summary>
    public static FakeEngine Install() => new();

    /// <summary>Connects at the first request, as the engine does.</summary>
    public KafkaConnection Open(KafkaConnectionRequest request, IOperation operation)
    {
        var connection = NewConnection(request, operation);
        var (before, beforeNames) = (Topics.Before, Topics.BeforeNames);
        Topics.Before = async (name, asking, cancellationToken) =>
        {
            await Connecting(request, asking, cancellationToken);
            await before(name, asking, cancellationToken);
        };
        Topics.BeforeNames = async cancellationToken =>
        {
            await Connecting(request, operation, cancellationToken);
            await beforeNames(cancellationToken);
        };
        return connection;
    }

    public async Task<KafkaConnection> ConnectAsync(KafkaConnectionRequest request, IOperation operation, CancellationToken cancellationToken)
    {
        await Connecting(request, operation, cancellationToken);
        return NewConnection(request, operation);
    }

    public void Dispose() => EngineHost.Use(null);

    private KafkaConnection NewConnection(KafkaConnectionRequest request, IOperation operation)
    {
        Requests.Add(request);
        operation.Verbose($"Connecting as {request.Credential?.UserName ?? "nobody"}");
        var cluster = new FakeCluster(string.Join(',', request.BootstrapServers ?? ["default:9092"]), request.Credential?.UserName);
        Prepare(cluster.FakeTopics);
        Clusters.Add(cluster);
        return new KafkaConnection(cluster);
    }

    private static KafkaTopicDefinition Definition(string name, int partitions, string description) => new()
    {
        Name = name,
        Partitions = partitions,
        ReplicationFactor = 3,
        Description = description,
        Config = new Dictionary<string, string> { ["min.insync.replicas"] = "2", ["retention.ms"] = "604800000" },
    };
}
