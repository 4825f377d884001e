using System.Diagnostics;
using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Health;

/// <summary>What tests of cluster health have in common.</summary>
public abstract class HealthTests(IClusterFixture fixture) : LiveTests(fixture)
{
    /// <summary>An answer comes in milliseconds, so that this says "silent" even on a busy machine.</summary>
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private protected static HealthQuery Query { get; } = new() { Patience = Patience, MaxRoundTripMs = 2_000 };

    /// <summary>A connection to a cluster that passes every check, the faults of the test before healed.</summary>
    private protected async Task<KafkaConnection> ConnectToHealthyAsync(ListenerKind kind = ListenerKind.Plaintext)
    {
        await Cluster.HealAsync(InTime);
        var connection = await ConnectAsync(kind);
        var missing = TopicCatalog.Default.Topics.Where(topic => !topic.Optional).ToArray();
        await AllAsync(connection.Cluster.Topics.CreateAsync(new TopicCreation { Definitions = missing, WaitFor = TopicReadiness.Serving }, new RecordingOperation(), InTime));
        await UntilAsync(connection, Query, health => health.Healthy, "the cluster is healthy");
        return connection;
    }

    private protected static Task<KafkaClusterHealth> TestAsync(KafkaConnection connection, HealthQuery? query = null, IOperation? operation = null) =>
        connection.Cluster.Health.TestAsync(query ?? Query, operation ?? new RecordingOperation(), InTime);

    /// <summary>Tests again and again until the verdict is as expected; what it was last is told where it never is.</summary>
    private protected static async Task<KafkaClusterHealth> UntilAsync(KafkaConnection connection, HealthQuery query, Func<KafkaClusterHealth, bool> isSo, string what)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var health = await TestAsync(connection, query);
            if (isSo(health))
            {
                return health;
            }

            Assert.True(Stopwatch.GetElapsedTime(startedAt) < Deadline, $"Waited in vain until {what}: {Tell(health)}");
            await Task.Delay(100);
        }
    }

    private protected static string Tell(KafkaClusterHealth health) =>
        string.Join(Environment.NewLine, Failed(health).Select(check => $"{check.Name} {check}").Prepend(health.Status));

    private protected static List<HealthCheck> Failed(KafkaClusterHealth health) => [.. health.Checks.Where(check => check.Status != "Passed")];

    /// <summary>The checks that did not pass, each with its status, in order.</summary>
    private protected static List<string> Findings(KafkaClusterHealth health) => [.. Failed(health).Select(check => $"{check.Name} {check.Status}").Distinct()];

    private protected static HealthCheck Single(KafkaClusterHealth health, string check, string? status = null) =>
        Assert.Single(health.Checks, item => item.Name == check && (status is null || item.Status == status));

    /// <summary>Creates a topic whose replicas are where the test wants them.</summary>
    private protected async Task PlaceAsync(string name, int[] replicas, params (string Name, string Value)[] config)
    {
        var response = await AskAsync(1, new CreateTopicsRequest
        {
            Topics =
            [
                new CreatableTopic
                {
                    Name = name, NumPartitions = -1, ReplicationFactor = -1,
                    Assignments = [new CreatableReplicaAssignment { PartitionIndex = 0, BrokerIds = replicas }],
                    Configs = [.. config.Select(setting => new CreatableTopicConfig { Name = setting.Name, Value = setting.Value })],
                },
            ],
        });
        Assert.Equal(KafkaProtocol.Errors.ErrorCode.None, response.Topics[0].ErrorCode);
        foreach (var broker in Cluster.Brokers)
        {
            await EventuallyAsync(async () => await TopicAsync(name, broker.Id) is { Partitions: [{ LeaderId: > 0 }] }, $"broker {broker.Id} knows {name}");
        }
    }

    private protected async Task ProduceAsync(string topic, int records, int bytes)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = Cluster.BootstrapServers(ListenerKind.Plaintext), LingerMs = 0 }).Build();
        for (var i = 0; i < records; i++)
        {
            await producer.ProduceAsync(topic, new Message<Null, byte[]> { Value = new byte[bytes] }, InTime);
        }
    }

    private protected IConsumer<Ignore, byte[]> Consumer(string group) => new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
    {
        BootstrapServers = Cluster.BootstrapServers(ListenerKind.Plaintext), GroupId = group, EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest,
    }).Build();

    /// <summary>Commits for a group without members; the first one waits until the topic of the offsets has been made.</summary>
    private protected async Task CommitAsync(string group, TopicPartitionOffset offset)
    {
        using var consumer = Consumer(group);
        await EventuallyAsync(() => Task.FromResult(IsCommitted()), $"{group} commits");

        bool IsCommitted()
        {
            try
            {
                consumer.Commit([offset]);
                return true;
            }
            catch (KafkaException)
            {
                return false; // no coordinator yet
            }
        }
    }
}
