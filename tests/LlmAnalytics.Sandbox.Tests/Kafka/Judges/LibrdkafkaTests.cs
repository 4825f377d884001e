using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>librdkafka's clients, unmodified, on a simulated cluster.</summary>
public sealed class LibrdkafkaTests : IAsyncLifetime
{
    private const string Topic = "numbers";
    private const int Partitions = 4;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private SimulatedKafkaCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await SimulatedKafkaCluster.StartAsync();
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _cluster.BootstrapServers() }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = Topic, NumPartitions = Partitions, ReplicationFactor = 3 }]);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(CompressionType.None)]
    [InlineData(CompressionType.Gzip)]
    [InlineData(CompressionType.Lz4)]
    [InlineData(CompressionType.Zstd)]
    public async Task What_an_idempotent_producer_writes_comes_once_and_in_order_also_when_answers_are_lost(CompressionType compression)
    {
        const int records = 2000;
        var config = new ProducerConfig { BootstrapServers = _cluster.BootstrapServers(), EnableIdempotence = true, CompressionType = compression, LingerMs = 1, BatchNumMessages = 50 };
        using (var producer = new ProducerBuilder<int, int>(config).SetLogHandler((_, _) => { }).Build())
        {
            foreach (var broker in _cluster.Brokers)
            {
                _cluster.CutResponses(broker, LlmAnalytics.KafkaProtocol.Messages.ApiKey.Produce, times: 2);
            }

            var sent = Enumerable.Range(0, records).Select(number => producer.ProduceAsync(new TopicPartition(Topic, number % Partitions), new Message<int, int> { Key = number % Partitions, Value = number })).ToArray();
            await Task.WhenAll(sent).WaitAsync(Deadline);
        }

        var read = new ConcurrentQueue<(int Partition, int Value)>();
        await using (new Member(this, "reader", read))
        {
            await UntilAsync(() => read.Count >= records);
        }

        Assert.Equal(Enumerable.Range(0, records), read.Select(item => item.Value).Order());
        Assert.All(read.GroupBy(item => item.Partition), partition => Assert.Equal(partition.Select(item => item.Value).Order(), partition.Select(item => item.Value)));
    }

    [Fact]
    public async Task A_group_shares_the_partitions_and_goes_on_where_a_member_stopped()
    {
        var read = new ConcurrentQueue<(int Partition, int Value)>();
        await using (var first = new Member(this, "shared", read))
        {
            await UntilAsync(() => first.Assigned == Partitions);
            await ProduceAsync(0, 100);
            await UntilAsync(() => read.Count == 100);
            await using (var second = new Member(this, "shared", read))
            {
                await UntilAsync(() => first.Assigned == Partitions / 2 && second.Assigned == Partitions / 2);
                await ProduceAsync(100, 100);
                await UntilAsync(() => read.Count >= 200);
            }

            await UntilAsync(() => first.Assigned == Partitions);
            await ProduceAsync(200, 100);
            await UntilAsync(() => read.Count >= 300);
        }

        await using (new Member(this, "shared", read))
        {
            await ProduceAsync(300, 100);
            await UntilAsync(() => read.Count >= 400);
        }

        Assert.Equal(Enumerable.Range(0, 400), read.Select(item => item.Value).Order());
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _cluster.BootstrapServers() }).Build();
        var group = Assert.Single((await admin.DescribeConsumerGroupsAsync(["shared"])).ConsumerGroupDescriptions);
        Assert.Equal((ConsumerGroupState.Empty, 0), (group.State, group.Members.Count));
        var offsets = Assert.Single(await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions("shared", null)]));
        Assert.Equal(400, offsets.Partitions.Sum(partition => partition.Offset.Value));
    }

    private async Task ProduceAsync(int first, int count)
    {
        using var producer = new ProducerBuilder<Null, int>(new ProducerConfig { BootstrapServers = _cluster.BootstrapServers(), LingerMs = 1 }).Build();
        await Task.WhenAll(Enumerable.Range(first, count).Select(number => producer.ProduceAsync(new TopicPartition(Topic, number % Partitions), new Message<Null, int> { Value = number }))).WaitAsync(Deadline);
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!reached())
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    /// <summary>A member of a group that reads until it is disposed of, and commits what it read.</summary>
    private sealed class Member : IAsyncDisposable
    {
        private readonly CancellationTokenSource _leaving = new();
        private readonly IConsumer<Ignore, int> _consumer;
        private readonly Task _reading;
        private volatile int _assigned;

        public Member(LibrdkafkaTests owner, string group, ConcurrentQueue<(int Partition, int Value)> read)
        {
            _consumer = new ConsumerBuilder<Ignore, int>(new ConsumerConfig { BootstrapServers = owner._cluster.BootstrapServers(), GroupId = group, AutoOffsetReset = AutoOffsetReset.Earliest })
                .SetPartitionsAssignedHandler((_, partitions) => _assigned = partitions.Count)
                .SetPartitionsRevokedHandler((_, _) => _assigned = 0)
                .SetLogHandler((_, _) => { })
                .Build();
            _consumer.Subscribe(Topic);
            _reading = Task.Run(() =>
            {
                while (!_leaving.IsCancellationRequested)
                {
                    if (_consumer.Consume(TimeSpan.FromMilliseconds(50)) is { } result)
                    {
                        read.Enqueue((result.Partition.Value, result.Message.Value));
                    }
                }

                _consumer.Close();
            });
        }

        public int Assigned => _assigned;

        public async ValueTask DisposeAsync()
        {
            await _leaving.CancelAsync();
            await _reading.WaitAsync(Deadline);
            _consumer.Dispose();
            _leaving.Dispose();
        }
    }
}
