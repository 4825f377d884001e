using LlmAnalytics.Sandbox.LocalKafka;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>
/// A real Kafka cluster of combined KRaft nodes on loopback: processes of this machine's <see cref="KafkaDistribution"/>, with
/// every kind of listener, StandardAuthorizer (super users ANONYMOUS and admin) and certificates. Costs 6-9 s to start and
/// about 250 MB a broker, so one cluster serves a whole test run.
/// </summary>
public sealed class KafkaTestCluster : ClusterUnderTest
{
    private readonly RunFolder folder;
    private readonly KafkaClusterOptions options;
    private readonly List<KafkaTestBroker> brokers = [];

    private KafkaTestCluster(RunFolder folder, KafkaClusterOptions options, TestCertificates certificates, OidcServer identity)
    {
        this.folder = folder;
        this.options = options;
        Certificates = certificates;
        Identity = identity;
        ClusterId = StorageTemplate.NewUuid();
    }

    /// <inheritdoc/>
    public override string ClusterId { get; }

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
    /// <exception cref="BrokerFailedException">A broker did not become ready; the message has the end of its log.</exception>
    public static async Task<KafkaTestCluster> StartAsync(KafkaClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(options ?? new KafkaClusterOptions(), cancellationToken);
            }
            catch (BrokerFailedException failed) when (failed.PortTaken && attempt < 3)
            {
                // Between choosing a port and the broker's bind, another process took it: new ports.
            }
        }
    }

    /// <inheritdoc/>
    public override KafkaTestBroker Broker(int id) => brokers[id - 1];

    /// <summary>The last lines of a broker's log.</summary>
    public string LogTail(int id) => Broker(id).LogTail();

    /// <inheritdoc/>
    protected override async Task HealBrokersAsync(CancellationToken cancellationToken)
    {
        foreach (var broker in brokers)
        {
            if (broker.IsFrozen)
            {
                broker.Thaw();
            }
            await broker.LaunchAsync();
        }
        await UntilCompleteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeBrokersAsync()
    {
        await folder.DisposeAsync();
        await Identity.DisposeAsync();
    }

    private static async Task<KafkaTestCluster> StartOnceAsync(KafkaClusterOptions options, CancellationToken cancellationToken)
    {
        var distribution = KafkaDistribution.Require();
        var folder = RunFolder.Create();
        KafkaTestCluster? cluster = null;
        try
        {
            // Beside the format tool's JVM, which the first cluster of a process waits for.
            var certificates = Task.Run(() => TestCertificates.Create(folder.File("tls")), cancellationToken);
            await Task.WhenAll(certificates, StorageTemplate.PrepareAsync(distribution, KafkaUsers.Passwords, cancellationToken));
            cluster = new KafkaTestCluster(folder, options, await certificates, OidcServer.Start());
            await cluster.LaunchAllAsync(distribution, cancellationToken);
            await cluster.UntilCompleteAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await (cluster?.DisposeAsync() ?? folder.DisposeAsync());
            throw;
        }
    }

    private Task UntilCompleteAsync(CancellationToken cancellationToken) =>
        BrokerWait.UntilAsync(
            brokers, known => known.Count == brokers.Count, options.Deadline, $"all {brokers.Count} brokers to know each other", cancellationToken);

    private async Task LaunchAllAsync(KafkaInstallation distribution, CancellationToken cancellationToken)
    {
        var nodes = LayOut();
        var logging = folder.File("log4j2.properties");
        await File.WriteAllTextAsync(logging, BrokerLogging.Configuration, cancellationToken);
        foreach (var node in nodes)
        {
            var data = folder.File($"data{node.Id}");
            await StorageTemplate.FormatAsync(distribution, KafkaUsers.Passwords, data, ClusterId, node.Id, cancellationToken);
            var properties = folder.File($"node{node.Id}.properties");
            var log = folder.File($"node{node.Id}.log");
            await File.WriteAllTextAsync(
                properties, BrokerProperties.Build(node, nodes, Certificates, Identity, data, options), cancellationToken);
            string[] arguments =
            [
                .. KafkaTool.JvmOptions, "-Xmx256m",
                $"-Dlog4j2.configurationFile={logging}",
                $"-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls={Identity.JwksUrl}",
                "-cp", distribution.ClassPath, "kafka.Kafka", properties,
            ];
            var counter = Counters.ElementAtOrDefault(node.Id - 1);
            brokers.Add(new KafkaTestBroker(node, counter, log, options.Deadline, () =>
            {
                var process = ServerProcess.Start(distribution.Java, arguments, log);
                folder.Own(process);
                return process;
            }));
        }
    }

    // All ports at once: while they are held, they are sure to differ.
    private List<NodeLayout> LayOut()
    {
        var kinds = Enum.GetValues<ListenerKind>().Where(kind => options.CountRequests || kind != ListenerKind.Counted).ToList();
        return [.. LoopbackPorts.Take(options.Brokers * (kinds.Count + 1)).Chunk(kinds.Count + 1).Select((ports, index) =>
        {
            var listening = kinds.Zip(ports).ToDictionary(pair => pair.First, pair => pair.Second);
            var advertised = new Dictionary<ListenerKind, int>(listening);
            if (options.CountRequests)
            {
                var counter = new RequestCounter(NodeLayout.Host, listening[ListenerKind.Counted]);
                Counters.Add(counter);
                advertised[ListenerKind.Counted] = counter.Port;
            }
            return new NodeLayout(index + 1, listening, advertised, ports[^1]);
        })];
    }
}
