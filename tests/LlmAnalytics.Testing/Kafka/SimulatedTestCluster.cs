using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Testing;

/// <summary>
/// Three simulated brokers in this process, made as <see cref="KafkaTestCluster"/> makes real ones: the same users, super users, racks and authorizer, and of its listeners
/// PLAINTEXT, SASL and the counted one. Up in milliseconds, without Java.
/// </summary>
public sealed class SimulatedTestCluster : ClusterUnderTest
{
    private readonly List<SimulatedTestBroker> brokers = [];

    private SimulatedTestCluster(SimulatedKafkaCluster simulation) => Simulation = simulation;

    /// <summary>The simulation, for the faults that real brokers don't have on demand.</summary>
    public SimulatedKafkaCluster Simulation { get; }

    /// <inheritdoc/>
    public override string ClusterId => Simulation.ClusterId;

    /// <inheritdoc/>
    public override IReadOnlyList<BrokerUnderTest> Brokers => brokers;

    /// <summary>Starts a cluster: every broker answers when this returns.</summary>
    /// <param name="options">What it differs in from three brokers.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<SimulatedTestCluster> StartAsync(SimulatedClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatedClusterOptions();
        var simulation = await SimulatedKafkaCluster.StartAsync(
            options with
            {
                Users = [.. KafkaUsers.Passwords.Select(user => new SimulatedUser(user.Key, user.Value))],
                Settings = new Dictionary<string, string>(options.Settings) { ["offsets.topic.num.partitions"] = "3" },
            },
            cancellationToken);
        var cluster = new SimulatedTestCluster(simulation);
        foreach (var id in simulation.Brokers)
        {
            if (options.HasExternalListener)
            {
                cluster.Count(id);
            }

            cluster.brokers.Add(new SimulatedTestBroker(id, simulation, cluster.Counters.ElementAtOrDefault(id - 1)));
        }

        return cluster;
    }

    /// <inheritdoc/>
    protected override Task HealBrokersAsync(CancellationToken cancellationToken)
    {
        Simulation.Heal();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeBrokersAsync() => Simulation.DisposeAsync();

    private void Count(int id)
    {
        var counter = new RequestCounter(BrokerUnderTest.Host, SimulatedTestBroker.PortOf(Simulation.Address(id, SimulatedListener.External)));
        Counters.Add(counter);
        Simulation.Advertise(id, counter.Port);
    }
}
