using LlmAnalytics.Sandbox;
using LlmAnalytics.Sandbox.LocalKafka;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>
/// A real Kafka cluster of combined KRaft nodes on loopback, as a sandbox starts it: processes of this machine's <see cref="KafkaDistribution"/>, with
/// every kind of listener, StandardAuthorizer (super users ANONYMOUS and admin) and certificates. Costs 6-9 s to start and
/// about 250 MB a broker, so one cluster serves a whole test run.
/// </summary>
public sealed class KafkaTestCluster : ClusterUnderTest
{
    private readonly RunFolder folder = RunFolder.Create();
    private readonly KafkaClusterOptions options;
    private LocalKafkaCluster? cluster;
    private List<KafkaTestBroker> brokers = [];

    private KafkaTestCluster(KafkaClusterOptions options)
    {
        this.options = options;
        Certificates = TestCertificates.Create(folder.File("tls"));
        Identity = OidcServer.Start();
    }

    /// <inheritdoc/>
    public override string ClusterId => cluster!.ClusterId;

    /// <inheritdoc/>
    public override IReadOnlyList<KafkaTestBroker> Brokers => brokers;

    /// <summary>Certificates, keys and stores, the bad ones too.</summary>
    public TestCertificates Certificates { get; }

    /// <summary>Folder of <see cref="Certificates"/>.</summary>
    public string TlsFolder => Certificates.Folder;

    /// <summary>The identity provider whose tokens the OAUTHBEARER listener accepts.</summary>
    public OidcServer Identity { get; }

    /// <summary>Starts a cluster; returns when every broker answers and knows all the others.</summary>
    /// <exception cref="InvalidOperationException">There is no Kafka or no Java on this machine.</exception>
    /// <exception cref="SandboxException">A broker did not become ready; the message has the end of its log.</exception>
    public static async Task<KafkaTestCluster> StartAsync(KafkaClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        var distribution = KafkaDistribution.Require();
        var started = await Task.Run(() => new KafkaTestCluster(options ?? new KafkaClusterOptions()), cancellationToken);
        try
        {
            started.cluster = await LocalKafkaCluster.StartAsync(() => started.Plan(distribution), cancellationToken);
            started.brokers = [.. started.cluster.Brokers.Select(broker => new KafkaTestBroker(started.cluster, broker, started.CounterOf(broker.Node)))];
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override KafkaTestBroker Broker(int id) => brokers[id - 1];

    /// <inheritdoc/>
    protected override async Task HealBrokersAsync(CancellationToken cancellationToken)
    {
        foreach (var broker in brokers)
        {
            await broker.ResumeAsync();
        }

        await cluster!.UntilCompleteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeBrokersAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        await folder.DisposeAsync();
        await Identity.DisposeAsync();
    }

    private RequestCounter? CounterOf(LocalNode node) => options.CountRequests ? Counters[^(options.Brokers - node.Id + 1)] : null;

    // All ports at once: while they are held, they are sure to differ. A second plan has counters of its own, behind those of the first.
    private LocalClusterPlan Plan(KafkaInstallation distribution)
    {
        var kinds = Enum.GetValues<ListenerKind>().Where(kind => options.CountRequests || kind != ListenerKind.Counted).ToList();
        var nodes = LoopbackPorts.Take(options.Brokers * (kinds.Count + 1)).Chunk(kinds.Count + 1).Select((ports, index) => new LocalNode(
            index + 1, [.. kinds.Zip(ports, (kind, port) => new LocalListener(BrokerProperties.ListenerName(kind), BrokerProperties.Protocol(kind), port))], ports[^1])).ToList();
        if (options.CountRequests)
        {
            Counters.AddRange(nodes.Select(node => new RequestCounter(BrokerUnderTest.Host, node.Port(BrokerProperties.ListenerName(ListenerKind.Counted)))));
        }

        return new LocalClusterPlan
        {
            Installation = distribution,
            Nodes = nodes,
            Users = KafkaUsers.Passwords,
            Settings = node => BrokerProperties.Further(
                kinds.ToDictionary(kind => kind, kind => kind == ListenerKind.Counted ? CounterOf(node)!.Port : node.Port(BrokerProperties.ListenerName(kind))), Certificates, Identity, options),
            JvmOptions = [$"-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls={Identity.JwksUrl}"],
            Deadline = options.Deadline,
        };
    }
}
