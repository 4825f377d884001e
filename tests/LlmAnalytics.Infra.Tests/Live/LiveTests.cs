using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;
using AclOperation = Confluent.Kafka.Admin.AclOperation;
using AclPermissionType = Confluent.Kafka.Admin.AclPermissionType;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>What live tests have in common: the engine's door to the shared cluster, and a view of the cluster that doesn't pass through the engine.</summary>
public abstract class LiveTests(IClusterFixture fixture)
{
    /// <summary>How long anything may take before a test gives up: many times the usual.</summary>
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private protected static IKafkaEngine Kafka { get; } = new Engine().Kafka;

    private protected ClusterUnderTest Cluster => fixture.Cluster;

    private protected static CancellationToken Within(TimeSpan time) => new CancellationTokenSource(time).Token;

    private protected static CancellationToken InTime => Within(Deadline);

    /// <summary>A topic name that no other test has.</summary>
    private protected static string NewName(string purpose) => $"{purpose}-{Guid.NewGuid():N}";

    private protected Task<KafkaConnection> ConnectAsync(
        ListenerKind kind = ListenerKind.Plaintext, string user = KafkaUsers.Admin, string mechanism = "SCRAM-SHA-512", string? servers = null) =>
        ConnectAsync(KafkaClientProperties.For(Cluster, kind, user, mechanism), servers ?? Cluster.BootstrapServers(kind));

    private protected static Task<KafkaConnection> ConnectAsync(IReadOnlyDictionary<string, string> properties, string servers, IOperation? operation = null) =>
        Kafka.ConnectAsync(new KafkaConnectionRequest { BootstrapServers = [servers], Properties = properties }, operation ?? new RecordingOperation(), InTime);

    private protected static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> results)
    {
        var list = new List<T>();
        await foreach (var result in results)
        {
            list.Add(result);
        }

        return list;
    }

    private protected static Task<List<KafkaTopicResult>> CreateAsync(KafkaConnection connection, IOperation operation, params KafkaTopicDefinition[] definitions) =>
        AllAsync(connection.Cluster.Topics.CreateAsync(new TopicCreation { Definitions = definitions }, operation, InTime));

    private protected static Task<List<KafkaTopicResult>> RemoveAsync(KafkaConnection connection, IOperation operation, params string[] names) =>
        AllAsync(connection.Cluster.Topics.RemoveAsync(new TopicRemoval { Names = names }, operation, InTime));

    private protected static Task<List<KafkaTopicResult>> SetAsync(KafkaConnection connection, IOperation operation, TopicChange change) =>
        AllAsync(connection.Cluster.Topics.SetAsync(change, operation, InTime));

    private protected static Task<List<KafkaTopic>> GetAsync(KafkaConnection connection, IOperation operation, TopicQuery query) =>
        AllAsync(connection.Cluster.Topics.GetAsync(query, operation, InTime));

    private protected static KafkaTopicDefinition Definition(string name, int partitions = 1, int? factor = 3, params (string Name, string Value)[] config) =>
        new() { Name = name, Partitions = partitions, ReplicationFactor = factor, Config = config.ToDictionary(setting => setting.Name, setting => setting.Value) };

    /// <summary>Creates topics for a test to work on, without looking at anything but success.</summary>
    private protected async Task PrepareAsync(params KafkaTopicDefinition[] definitions)
    {
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        var results = await AllAsync(connection.Cluster.Topics.CreateAsync(
            new TopicCreation { Definitions = definitions, WaitFor = TopicReadiness.Serving }, operation, InTime));
        Assert.Empty(operation.Problems);
        Assert.All(results, result => Assert.Equal(("Created", "Serving"), (result.Status, result.Availability)));
    }

    /// <summary>Sends one request to one broker, past the engine.</summary>
    private protected async Task<TResponse> AskAsync<TResponse>(int broker, KafkaRequest<TResponse> request)
        where TResponse : KafkaMessage, new()
    {
        var endPoint = new ServerEndPoint(BrokerUnderTest.Host, Cluster.Broker(broker).Port(ListenerKind.Plaintext));
        await using var connection = await BrokerConnection.OpenAsync(endPoint, new ConnectionOptions(), InTime);
        return await connection.SendAsync(request, InTime);
    }

    /// <summary>A topic as one broker shows it; null where that broker doesn't know it.</summary>
    private protected async Task<MetadataTopic?> TopicAsync(string name, int broker = 1)
    {
        var metadata = await AskAsync(broker, new MetadataRequest { Topics = [new MetadataRequestTopic { Name = name }] });
        return metadata.Topics is [{ ErrorCode: KafkaProtocol.Errors.ErrorCode.None } topic] ? topic : null;
    }

    /// <summary>The topic's own settings as one broker shows them.</summary>
    private protected async Task<Dictionary<string, string?>> OwnSettingsAsync(string name, int broker = 1)
    {
        var request = new DescribeConfigsRequest { Resources = [new DescribeConfigsResource { ResourceType = ConfigResourceType.Topic, ResourceName = name }] };
        var response = await AskAsync(broker, request);
        return response.Results[0].Configs.Where(config => config.ConfigSource == KafkaProtocol.Messages.ConfigSource.TopicConfig).ToDictionary(config => config.Name, config => config.Value);
    }

    /// <summary>Sets a topic's settings past the engine, and waits until the brokers show it.</summary>
    private protected async Task AlterAsync(string name, params (string Setting, string Value)[] settings)
    {
        var response = await AskAsync(1, new IncrementalAlterConfigsRequest
        {
            Resources =
            [
                new AlterConfigsResource
                {
                    ResourceType = ConfigResourceType.Topic,
                    ResourceName = name,
                    Configs = [.. settings.Select(setting => new AlterableConfig { Name = setting.Setting, Value = setting.Value, ConfigOperation = ConfigOperation.Set })],
                },
            ],
        });
        Assert.Equal(KafkaProtocol.Errors.ErrorCode.None, response.Responses[0].ErrorCode);
        foreach (var broker in Cluster.Brokers)
        {
            await EventuallyAsync(async () => (await OwnSettingsAsync(name, broker.Id)).GetValueOrDefault(settings[^1].Setting) == settings[^1].Value, $"broker {broker.Id} shows the change of {name}");
        }
    }

    /// <summary>Grants rights on a topic, by librdkafka, and waits until every broker knows it.</summary>
    private protected async Task AllowAsync(string principal, string topic, params AclOperation[] operations)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Cluster.BootstrapServers(ListenerKind.Plaintext) }).Build();
        var pattern = new ResourcePattern { Type = ResourceType.Topic, Name = topic, ResourcePatternType = ResourcePatternType.Literal };
        await admin.CreateAclsAsync(operations.Select(operation => new AclBinding
        {
            Pattern = pattern,
            Entry = new AccessControlEntry { Principal = principal, Host = "*", Operation = operation, PermissionType = AclPermissionType.Allow },
        }));
        foreach (var broker in Cluster.Brokers)
        {
            using var view = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address(ListenerKind.Plaintext) }).Build();
            var filter = new AclBindingFilter { PatternFilter = pattern.ToFilter(), EntryFilter = new AccessControlEntryFilter { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any } };
            await EventuallyAsync(async () => (await view.DescribeAclsAsync(filter)).AclBindings.Count == operations.Length, $"broker {broker.Id} knows the rights of {principal}");
        }
    }

    /// <summary>The node that is the active controller now.</summary>
    private protected async Task<int> ActiveControllerAsync()
    {
        var response = await AskAsync(1, new DescribeQuorumRequest { Topics = [new DescribeQuorumRequestTopic { TopicName = "__cluster_metadata", Partitions = [new DescribeQuorumRequestPartition()] }] });
        return response.Topics[0].Partitions[0].LeaderId;
    }

    /// <summary>Looks again and again until something is so.</summary>
    private protected static async Task EventuallyAsync(Func<Task<bool>> isSo, string what)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < Deadline, $"Waited {Deadline.TotalSeconds:0} s in vain until {what}.");
            await Task.Delay(50);
        }
    }
}
