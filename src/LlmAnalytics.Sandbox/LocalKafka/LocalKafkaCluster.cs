using System.Globalization;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>Real brokers of this machine's Kafka distribution, three by default, each some 250 MB; up in 6-9 s.</summary>
internal sealed class LocalKafkaCluster : IAsyncDisposable
{
    // How java.net and Kafka's SocketServer put it.
    private static readonly string[] BindFailures = ["Address already in use", "failed to bind to"];
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProbeWait = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<string, string> Users = new() { ["admin"] = "admin-secret", ["alice"] = "alice-secret", ["bob"] = "bob-secret" };
    private readonly RunFolder _folder = RunFolder.Create();
    private readonly List<LocalBroker> _brokers = [];
    private readonly LocalClusterPlan _plan;

    private LocalKafkaCluster(LocalClusterPlan plan) => _plan = plan;

    public IReadOnlyList<LocalBroker> Brokers => _brokers;

    /// <summary>The cluster's id.</summary>
    public string ClusterId { get; } = StorageTemplate.NewUuid();

    private bool LostPort => _brokers.Select(broker => broker.Log()).Any(log => BindFailures.Any(failure => log.Contains(failure, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Starts the brokers of a sandbox, with a listener for everybody and one with SASL.</summary>
    /// <exception cref="SandboxException">There is no distribution or no Java, or a broker did not start.</exception>
    public static Task<LocalKafkaCluster> StartAsync(int brokers, TimeSpan sessionTimeout, CancellationToken cancellationToken)
    {
        var installation = KafkaInstallation.Find(out var unavailable)
            ?? throw new SandboxException("KafkaNotFound", $"Real brokers can't be started: {unavailable}.", "Set KAFKA_HOME to an unpacked Apache Kafka distribution and install Java 17, or use -Kafka Simulated.");
        var settings = new Dictionary<string, string> { ["broker.session.timeout.ms"] = sessionTimeout.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) };
        return StartAsync(
            () => new LocalClusterPlan
            {
                Installation = installation,
                Nodes = [.. LoopbackPorts.Take(3 * brokers).Chunk(3).Select((ports, index) => new LocalNode(
                    index + 1, [new LocalListener(LocalNode.Plaintext, "PLAINTEXT", ports[0]), new LocalListener("SASL", "SASL_PLAINTEXT", ports[1])], ports[2]))],
                Users = Users,
                Settings = _ => settings,
            },
            cancellationToken);
    }

    /// <summary>Starts brokers; returns when each answers and knows all the others.</summary>
    /// <param name="plan">Makes the plan: with new ports, where another process took one between its choice and the broker's bind.</param>
    /// <param name="cancellationToken">Ends the start; nothing is left then.</param>
    /// <exception cref="SandboxException">A broker did not start; the message has the end of its log.</exception>
    public static async Task<LocalKafkaCluster> StartAsync(Func<LocalClusterPlan> plan, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var cluster = new LocalKafkaCluster(plan());
            try
            {
                await cluster.LaunchAsync(cancellationToken).ConfigureAwait(false);
                await cluster.UntilCompleteAsync(cancellationToken).ConfigureAwait(false);
                return cluster;
            }
            catch (SandboxException) when (attempt < 3 && cluster.LostPort)
            {
                await cluster.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await cluster.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Waits until every broker answers and knows all the others.</summary>
    public Task UntilCompleteAsync(CancellationToken cancellationToken) => UntilAsync([.. _brokers], known => known.Count == _brokers.Count, cancellationToken);

    /// <summary>Lets a broker go on or starts it; returns when it has registered.</summary>
    public async Task ResumeAsync(LocalBroker broker, CancellationToken cancellationToken)
    {
        await broker.ResumeAsync().ConfigureAwait(false);
        await UntilAsync([broker], known => known.Contains(broker.Id), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var installation = _plan.Installation;
        await StorageTemplate.PrepareAsync(installation, _plan.Users, cancellationToken).ConfigureAwait(false);
        var logging = _folder.File("log4j2.properties");
        await File.WriteAllTextAsync(logging, BrokerLogging.Configuration, cancellationToken).ConfigureAwait(false);
        foreach (var node in _plan.Nodes)
        {
            var data = _folder.File($"data{node.Id}");
            await StorageTemplate.FormatAsync(installation, _plan.Users, data, ClusterId, node.Id, cancellationToken).ConfigureAwait(false);
            var properties = _folder.File($"node{node.Id}.properties");
            await File.WriteAllTextAsync(properties, LocalBrokerProperties.Build(node, _plan, data), cancellationToken).ConfigureAwait(false);
            var log = _folder.File($"node{node.Id}.log");
            string[] arguments =
                [.. JavaClass.JvmOptions, "-Xmx256m", $"-Dlog4j2.configurationFile={logging}", .. _plan.JvmOptions, "-cp", installation.ClassPath, "kafka.Kafka", properties];
            _brokers.Add(new LocalBroker(node, log, () =>
            {
                var process = ServerProcess.Start(installation.Java, arguments, log);
                _folder.Own(process);
                return process;
            }));
        }
    }

    private async Task UntilAsync(IReadOnlyList<LocalBroker> brokers, Func<IReadOnlySet<int>, bool> isEnough, CancellationToken cancellationToken)
    {
        var end = Environment.TickCount64 + (long)_plan.Deadline.TotalMilliseconds;
        // Twice: a broker just thawed answers once from what it remembers, before it learns what happened without it.
        for (var agreed = 0; agreed < 2;)
        {
            var known = await Task.WhenAll(brokers.Select(broker =>
                BrokerProbe.TryGetBrokersAsync(LocalNode.Host, broker.Node.Port(LocalNode.Plaintext), ProbeWait, cancellationToken))).ConfigureAwait(false);
            agreed = known.All(ids => ids is not null && isEnough(ids)) ? agreed + 1 : 0;
            if (brokers.FirstOrDefault(broker => !broker.IsRunning) is { } ended)
            {
                throw new SandboxException("BrokerEnded", $"Broker {ended.Id} ended before it was ready. {Tail(ended)}");
            }

            if (Environment.TickCount64 > end)
            {
                throw new SandboxException("KafkaStartTimeout", $"The brokers were not ready within {_plan.Deadline.TotalSeconds:0} s. {string.Join('\n', brokers.Select(Tail))}");
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Tail(LocalBroker broker) => string.Join('\n', broker.Log().TrimEnd().Split('\n').TakeLast(20));
}
