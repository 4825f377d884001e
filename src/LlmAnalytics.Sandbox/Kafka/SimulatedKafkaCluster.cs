using System.Collections.Frozen;
using System.Collections.Immutable;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Authorization;
using LlmAnalytics.Sandbox.Kafka.Configs;
using LlmAnalytics.Sandbox.Kafka.Controllers;
using LlmAnalytics.Sandbox.Kafka.Faults;
using LlmAnalytics.Sandbox.Kafka.Groups;
using LlmAnalytics.Sandbox.Kafka.Network;
using LlmAnalytics.Sandbox.Kafka.Records;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka;

/// <summary>
/// A Kafka cluster in this process: brokers on loopback ports that speak Kafka's protocol as a KRaft cluster of version 4 does, and that can be broken at will.
/// All members may be used from several threads at once. What is simulated and what is not: docs/guides/sandbox-kafka.md.
/// </summary>
public sealed partial class SimulatedKafkaCluster : IAsyncDisposable
{
    private readonly SimulatedClusterOptions _options;
    private readonly BrokerServices _services;
    private readonly Dictionary<int, BrokerNode> _nodes = [];
    private readonly SessionTimers _sessions;
    private readonly Timer? _balancing;

    private SimulatedKafkaCluster(SimulatedClusterOptions options)
    {
        _options = options;
        ClusterId = options.ClusterId ?? NewClusterId();
        var settings = new SettingResolver(FileSettings);
        _services = new BrokerServices
        {
            ClusterId = ClusterId,
            Listeners = [SimulatedListener.Plaintext, SimulatedListener.Sasl, .. options.HasExternalListener ? [SimulatedListener.External] : Array.Empty<SimulatedListener>()],
            Controller = new Controller(Initial(options)),
            Settings = settings,
            TopicCreation = new TopicCreation(Number("num.partitions", 1), Number("default.replication.factor", Math.Min(3, options.Brokers))),
            SettingChange = new SettingChange((cluster, resource, name) => resource.Type == ConfigResourceType.Topic
                ? settings.TopicValue(cluster, resource.Name, name, brokerId: 1)
                : settings.BrokerValue(cluster, name, int.TryParse(resource.Name, out var id) ? id : 1)),
            Logs = new LogStore(options.MaxPartitionBytes, options.MaxTotalBytes),
            Groups = new GroupCoordinator(),
            Quorum = Quorum,
            Authorizer = new Authorizer(options.HasAuthorizer, options.SuperUsers),
            Passwords = options.Users.ToFrozenDictionary(user => user.Name, user => user.Password, StringComparer.Ordinal),
        };
        _sessions = new SessionTimers(options.SessionTimeout, Expire);
        if (options.Settings.GetValueOrDefault("auto.leader.rebalance.enable") != "false")
        {
            var interval = TimeSpan.FromSeconds(Number("leader.imbalance.check.interval.seconds", 300));
            _balancing = new Timer(_ => _services.Controller.Update(cluster => ControllerId < 0 ? cluster : LeaderBalance.Restore(cluster)), null, interval, interval);
        }
    }

    /// <summary>The cluster's id: 22 characters of base64.</summary>
    public string ClusterId { get; }

    /// <summary>The brokers' ids, those that are down included.</summary>
    public IReadOnlyList<int> Brokers => [.. _nodes.Keys.Order()];

    /// <summary>Starts a cluster: every broker listens and answers when this returns.</summary>
    /// <param name="options">What it is made of; null for three brokers on three racks.</param>
    /// <param name="cancellationToken">Ends the start; nothing is left then.</param>
    /// <exception cref="ArgumentException">The options can't be.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">There are no ports or sockets left.</exception>
    public static async Task<SimulatedKafkaCluster> StartAsync(SimulatedClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatedClusterOptions();
        if (options.Brokers is < 1 or > SimulatedClusterOptions.MaxBrokers)
        {
            throw new ArgumentException($"A cluster has 1 to {SimulatedClusterOptions.MaxBrokers} brokers, not {options.Brokers}.", nameof(options));
        }

        var cluster = new SimulatedKafkaCluster(options);
        try
        {
            cluster.Launch(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Hosts and ports of a listener on every broker, as <c>bootstrap.servers</c> wants it.</summary>
    public string BootstrapServers(SimulatedListener listener = SimulatedListener.Plaintext) => string.Join(',', Brokers.Select(id => Address(id, listener)));

    /// <summary>Host and port of a broker, where it listens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker.</exception>
    public string Address(int brokerId, SimulatedListener listener = SimulatedListener.Plaintext) => $"{BrokerState.Host}:{Node(brokerId).Ports[listener]}";

    /// <summary>
    /// Tells clients of <see cref="SimulatedListener.External"/> another port of a broker than the one that it listens on: that of a proxy or of a forwarded port,
    /// as <c>advertised.listeners</c> does. Connections that are open stay.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker.</exception>
    /// <exception cref="InvalidOperationException">The cluster has no such listener.</exception>
    public void Advertise(int brokerId, int port)
    {
        if (!_options.HasExternalListener)
        {
            throw new InvalidOperationException($"The cluster was started without {nameof(SimulatedClusterOptions.HasExternalListener)}.");
        }

        var id = Node(brokerId).Id;
        _services.Controller.Update(cluster =>
        {
            var broker = cluster.Brokers[id];
            var ports = new Dictionary<SimulatedListener, int>(broker.Ports) { [SimulatedListener.External] = port };
            return cluster with { Brokers = cluster.Brokers.SetItem(id, broker with { Ports = ports }) };
        });
        _fileSettings.TryRemove(id, out _);
    }

    /// <summary>Ends all brokers and closes their ports and connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_balancing is not null)
        {
            await _balancing.DisposeAsync().ConfigureAwait(false);
        }

        _sessions.Dispose();
        _services.Groups.Dispose();
        await Task.WhenAll(_nodes.Values.Select(node => node.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private void Launch(CancellationToken cancellationToken)
    {
        var brokers = ImmutableSortedDictionary.CreateBuilder<int, BrokerState>();
        for (var id = 1; id <= _options.Brokers; id++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = new BrokerNode(id, _services);
            _nodes.Add(id, node);
            var rack = _options.Racks.Count > 0 ? _options.Racks[(id - 1) % _options.Racks.Count] : null;
            brokers.Add(id, new BrokerState(id, rack, node.Ports, IsFenced: false));
        }

        _services.Controller.Update(cluster => cluster with { Brokers = brokers.ToImmutable(), ControllerId = 1 });
        foreach (var node in _nodes.Values)
        {
            node.Listen();
        }
    }

    private BrokerNode Node(int brokerId) =>
        _nodes.TryGetValue(brokerId, out var node) ? node : throw new ArgumentOutOfRangeException(nameof(brokerId), brokerId, "There is no such broker.");

    // A cluster that was new with Kafka 4.1 or later has this one, which comes with eligible leader replicas (KIP-966).
    private static ClusterState Initial(SimulatedClusterOptions options) => new ClusterState().With(
        ConfigResource.AllBrokers,
        ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .Add("min.insync.replicas", options.Settings.GetValueOrDefault("min.insync.replicas", "1")));

    private int Number(string name, int byDefault) =>
        _options.Settings.TryGetValue(name, out var text) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : byDefault;

    private static string NewClusterId()
    {
        // Kafka's form of a UUID; one that begins with a hyphen reads as an option on its command lines.
        string id;
        do
        {
            id = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        }
        while (id[0] == '-');
        return id;
    }
}
