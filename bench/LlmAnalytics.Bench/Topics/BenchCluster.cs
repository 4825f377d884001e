using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Bench.Topics;

/// <summary>
/// Three real brokers, with one open connection to each: the same independent check tells for every contestant when its topics are there, and removes them again.
/// </summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    // After a removal, brokers still rename and close the partitions' files; what comes next would pay for it.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly KafkaTestCluster _cluster;
    private readonly IReadOnlyList<BrokerConnection> _connections;

    private BenchCluster(KafkaTestCluster cluster, IReadOnlyList<BrokerConnection> connections)
    {
        _cluster = cluster;
        _connections = connections;
    }

    /// <summary>Addresses of the listener without TLS and SASL.</summary>
    public string BootstrapServers => _cluster.BootstrapServers(ListenerKind.Plaintext);

    /// <summary>The same through counting proxies.</summary>
    public string CountedServers => _cluster.BootstrapServers(ListenerKind.Counted);

    /// <summary>What went through the counting proxies since <see cref="ClearCount"/>.</summary>
    public IReadOnlyList<RecordedRequest> Counted => _cluster.CountedRequests;

    /// <summary>Calls the distribution's tools on this cluster, as fast as a JVM starts.</summary>
    public KafkaCli Cli => new(BootstrapServers, KafkaCli.FastOptions);

    /// <summary>An open connection to each broker.</summary>
    public IReadOnlyList<BrokerConnection> Connections => _connections;

    /// <summary>An open connection to one broker.</summary>
    public BrokerConnection Connection => _connections[0];

    public static async Task<BenchCluster> StartAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("Starting three brokers ...");
        var cluster = await KafkaTestCluster.StartAsync(new KafkaClusterOptions { CountRequests = true }, cancellationToken);
        try
        {
            var connections = await Task.WhenAll(cluster.Brokers.Select(broker => BrokerConnection.OpenAsync(
                new ServerEndPoint(KafkaTestBroker.Host, broker.Port(ListenerKind.Plaintext)), new ConnectionOptions { ClientId = "bench" }, cancellationToken)));
            return new BenchCluster(cluster, connections);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public void ClearCount() => _cluster.ClearCountedRequests();

    /// <summary>Creates topics by the bare request; doesn't wait for anything but its answer.</summary>
    public async Task CreateAsync(IEnumerable<TopicSpec> topics, CancellationToken cancellationToken)
    {
        var response = await Connection.SendAsync(TopicSpec.Request(topics), cancellationToken);
        if (response.Topics.FirstOrDefault(topic => topic.ErrorCode != ErrorCode.None) is { } failed)
        {
            throw new InvalidOperationException($"'{failed.Name}' was not created: {failed.ErrorCode} {failed.ErrorMessage}");
        }
    }

    /// <summary>The check: returns when every broker shows all topics with all partitions, each with a leader.</summary>
    public Task UntilVisibleAsync(IReadOnlyList<TopicSpec> topics, CancellationToken cancellationToken)
    {
        var partitions = topics.ToDictionary(topic => topic.Name, topic => topic.Partitions, StringComparer.Ordinal);
        return UntilAsync(topics, topic =>
            topic.ErrorCode == ErrorCode.None && topic.Partitions.Length == partitions[topic.Name!] && topic.Partitions.All(partition => partition.LeaderId >= 0), cancellationToken);
    }

    /// <summary>Deletes topics where they are; returns when every broker has forgotten them and had time to settle.</summary>
    public async Task RemoveAsync(IReadOnlyList<TopicSpec> topics, CancellationToken cancellationToken)
    {
        var request = new DeleteTopicsRequest { TimeoutMs = 30_000, Topics = [.. topics.Select(topic => new DeleteTopicState { Name = topic.Name })] };
        await Connection.SendAsync(request, cancellationToken);
        await UntilAsync(topics, topic => topic.ErrorCode == ErrorCode.UnknownTopicOrPartition, cancellationToken);
        await Task.Delay(Settle, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await _cluster.DisposeAsync();
    }

    private async Task UntilAsync(IReadOnlyList<TopicSpec> topics, Func<MetadataTopic, bool> isDone, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var request = new MetadataRequest { Topics = [.. topics.Select(topic => new MetadataRequestTopic { Name = topic.Name })] };
        await Task.WhenAll(_connections.Select(async connection =>
        {
            while (!(await connection.SendAsync(request, deadline.Token)).Topics.All(isDone))
            {
                await Task.Delay(Poll, deadline.Token);
            }
        }));
    }
}
