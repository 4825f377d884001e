namespace LlmAnalytics.Testing;

/// <summary>A Kafka cluster that a live test runs on, real (<see cref="KafkaTestCluster"/>) or simulated (<see cref="SimulatedTestCluster"/>): the test can't tell which.</summary>
public abstract class ClusterUnderTest : IAsyncDisposable
{
    /// <summary>The cluster's id.</summary>
    public abstract string ClusterId { get; }

    /// <summary>All brokers, by id.</summary>
    public abstract IReadOnlyList<BrokerUnderTest> Brokers { get; }

    /// <summary>All requests through <see cref="ListenerKind.Counted"/>, broker by broker.</summary>
    public IReadOnlyList<RecordedRequest> CountedRequests => [.. Counters.SelectMany(counter => counter.Requests)];

    /// <summary>The proxies of <see cref="ListenerKind.Counted"/>, broker by broker.</summary>
    private protected List<RequestCounter> Counters { get; } = [];

    /// <summary>The broker with the id (from 1).</summary>
    public virtual BrokerUnderTest Broker(int id) => Brokers[id - 1];

    /// <summary>Host and port of a listener on every broker, as <c>bootstrap.servers</c> wants it.</summary>
    public string BootstrapServers(ListenerKind kind) => string.Join(',', Brokers.Select(broker => broker.Address(kind)));

    /// <summary>Forgets the requests counted so far.</summary>
    public void ClearCountedRequests() => Counters.ForEach(counter => counter.Clear());

    /// <summary>
    /// Thaws and restarts whatever is down and lifts every proxy's delay and pause; returns when every broker knows all
    /// brokers again. Whether replicas have caught up is the test's matter.
    /// </summary>
    public Task HealAsync(CancellationToken cancellationToken = default)
    {
        foreach (var counter in Counters)
        {
            counter.Delay = TimeSpan.Zero;
            counter.Resume();
        }

        return HealBrokersAsync(cancellationToken);
    }

    /// <summary>Ends every broker and proxy, and deletes all files.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var counter in Counters)
        {
            await counter.DisposeAsync();
        }

        await DisposeBrokersAsync();
    }

    /// <summary>Brings all brokers back.</summary>
    protected abstract Task HealBrokersAsync(CancellationToken cancellationToken);

    /// <summary>Ends all brokers.</summary>
    protected abstract ValueTask DisposeBrokersAsync();
}
