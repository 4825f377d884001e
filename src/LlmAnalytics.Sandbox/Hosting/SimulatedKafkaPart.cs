using System.Collections.Concurrent;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>A simulated cluster as part of a sandbox.</summary>
internal sealed class SimulatedKafkaPart : IKafkaSandbox
{
    private readonly ConcurrentDictionary<int, BrokerCondition> _conditions = [];
    private readonly SimulatedClusterOptions _options;

    private SimulatedKafkaPart(SimulatedClusterOptions options, SimulatedKafkaCluster cluster)
    {
        _options = options;
        Cluster = cluster;
    }

    public KafkaKind Kind => KafkaKind.Simulated;

    /// <summary>The cluster, for the faults that only a simulation has.</summary>
    public SimulatedKafkaCluster Cluster { get; }

    public string BootstrapServers => Cluster.BootstrapServers();

    public string? SaslBootstrapServers => Cluster.BootstrapServers(SimulatedListener.Sasl);

    public IReadOnlyList<SandboxBroker> Brokers =>
        Cluster.Brokers.Select(id => new SandboxBroker(id, Cluster.Address(id), Rack(id), _conditions.GetValueOrDefault(id).ToString(), ProcessId: null)).ToArray();

    public static async Task<IKafkaSandbox> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var simulated = new SimulatedClusterOptions
        {
            Brokers = options.Brokers,
            SessionTimeout = options.BrokerSessionTimeout,
            // As on a cluster that is set up with care: topics without the setting of their own survive a broker, too.
            Settings = new Dictionary<string, string> { ["min.insync.replicas"] = options.Brokers > 1 ? "2" : "1" },
        };
        return new SimulatedKafkaPart(simulated, await SimulatedKafkaCluster.StartAsync(simulated, cancellationToken).ConfigureAwait(false));
    }

    public async Task SetBrokerAsync(int id, BrokerCondition condition, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (!Cluster.Brokers.Contains(id))
        {
            throw new SandboxException("UnknownBroker", $"There is no broker {id}.", "Get-LlmSandbox lists them, as Brokers.");
        }

        Mend(id);
        switch (condition)
        {
            case BrokerCondition.Down:
                await Cluster.KillAsync(id).ConfigureAwait(false);
                break;
            case BrokerCondition.Frozen:
                Cluster.Freeze(id);
                break;
            case BrokerCondition.Slow:
                Cluster.Slow(id, delay);
                break;
            case BrokerCondition.Stale:
                Cluster.SetStale(id, isStale: true);
                break;
        }

        _conditions[id] = condition;
    }

    /// <summary>Lifts every fault of every broker and partition.</summary>
    public void Heal()
    {
        Cluster.Heal();
        _conditions.Clear();
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    private string? Rack(int id) => _options.Racks.Count == 0 ? null : _options.Racks[(id - 1) % _options.Racks.Count];

    /// <summary>Undoes what was done to the broker before: one fault at a time.</summary>
    private void Mend(int id)
    {
        switch (_conditions.GetValueOrDefault(id))
        {
            case BrokerCondition.Down:
                Cluster.Start(id);
                break;
            case BrokerCondition.Frozen:
                Cluster.Thaw(id);
                break;
            case BrokerCondition.Slow:
                Cluster.Slow(id, TimeSpan.Zero);
                break;
            case BrokerCondition.Stale:
                Cluster.SetStale(id, isStale: false);
                break;
        }
    }
}
