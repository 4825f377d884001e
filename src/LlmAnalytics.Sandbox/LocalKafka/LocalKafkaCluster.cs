using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>Real brokers of this machine's Kafka distribution, three by default, each some 250 MB; up in 6-9 s.</summary>
internal sealed class LocalKafkaCluster : IAsyncDisposable
{
    // How java.net and Kafka's SocketServer put it.
    private static readonly string[] BindFailures = ["Address already in use", "failed to bind to"];
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProbeWait = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<string, string> Users = new() { ["admin"] = "admin-secret", ["alice"] = "alice-secret", ["bob"] = "bob-secret" };
    private readonly RunFolder _folder = RunFolder.Create();
    private readonly List<LocalBroker> _brokers = [];

    private LocalKafkaCluster()
    {
    }

    public IReadOnlyList<LocalBroker> Brokers => _brokers;

    /// <summary>Starts the brokers; returns when each answers and knows all the others.</summary>
    /// <exception cref="SandboxException">There is no distribution or no Java, or a broker did not start.</exception>
    public static async Task<LocalKafkaCluster> StartAsync(int brokers, TimeSpan sessionTimeout, CancellationToken cancellationToken)
    {
        var installation = KafkaInstallation.Find(out var unavailable)
            ?? throw new SandboxException("KafkaNotFound", $"Real brokers can't be started: {unavailable}.", "Set KAFKA_HOME to an unpacked Apache Kafka distribution and install Java 17, or use -Kafka Simulated.");
        for (var attempt = 1; ; attempt++)
        {
            var cluster = new LocalKafkaCluster();
            try
            {
                await cluster.LaunchAsync(installation, brokers, sessionTimeout, cancellationToken).ConfigureAwait(false);
                await UntilAsync([.. cluster._brokers], known => known.Count == brokers, cancellationToken).ConfigureAwait(false);
                return cluster;
            }
            catch (SandboxException) when (attempt < 3 && cluster.LostPort)
            {
                // Between choosing a port and the broker's bind, another process took it: new ports.
                await cluster.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await cluster.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Lets a broker go on or starts it; returns when it has registered.</summary>
    public static async Task ResumeAsync(LocalBroker broker, CancellationToken cancellationToken)
    {
        await broker.ResumeAsync().ConfigureAwait(false);
        await UntilAsync([broker], known => known.Contains(broker.Id), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private bool LostPort => _brokers.Select(broker => broker.Log()).Any(log => BindFailures.Any(failure => log.Contains(failure, StringComparison.OrdinalIgnoreCase)));

    private async Task LaunchAsync(KafkaInstallation installation, int count, TimeSpan sessionTimeout, CancellationToken cancellationToken)
    {
        await StorageTemplate.PrepareAsync(installation, Users, cancellationToken).ConfigureAwait(false);
        var clusterId = StorageTemplate.NewUuid();
        var logging = _folder.File("log4j2.properties");
        await File.WriteAllTextAsync(logging, BrokerLogging.Configuration, cancellationToken).ConfigureAwait(false);
        var nodes = LoopbackPorts.Take(3 * count).Chunk(3).Select(ports => new LocalPorts(ports[0], ports[1], ports[2])).ToList();
        for (var id = 1; id <= count; id++)
        {
            var data = _folder.File($"data{id}");
            await StorageTemplate.FormatAsync(installation, Users, data, clusterId, id, cancellationToken).ConfigureAwait(false);
            var properties = _folder.File($"node{id}.properties");
            await File.WriteAllTextAsync(properties, LocalBrokerProperties.Build(id, nodes, data, sessionTimeout, Users), cancellationToken).ConfigureAwait(false);
            var log = _folder.File($"node{id}.log");
            string[] arguments =
                [.. JavaClass.JvmOptions, "-Xmx256m", $"-Dlog4j2.configurationFile={logging}", "-cp", installation.ClassPath, "kafka.Kafka", properties];
            _brokers.Add(new LocalBroker(id, nodes[id - 1], log, () =>
            {
                var process = ServerProcess.Start(installation.Java, arguments, log);
                _folder.Own(process);
                return process;
            }));
        }
    }

    private static async Task UntilAsync(IReadOnlyList<LocalBroker> brokers, Func<IReadOnlySet<int>, bool> isEnough, CancellationToken cancellationToken)
    {
        var end = Environment.TickCount64 + (long)Deadline.TotalMilliseconds;
        // Twice: a broker just thawed answers once from what it remembers, before it learns what happened without it.
        for (var agreed = 0; agreed < 2;)
        {
            var known = await Task.WhenAll(brokers.Select(broker =>
                BrokerProbe.TryGetBrokersAsync("127.0.0.1", broker.Ports.Plaintext, ProbeWait, cancellationToken))).ConfigureAwait(false);
            agreed = known.All(ids => ids is not null && isEnough(ids)) ? agreed + 1 : 0;
            if (brokers.FirstOrDefault(broker => !broker.IsRunning) is { } ended)
            {
                throw new SandboxException("BrokerEnded", $"Broker {ended.Id} ended before it was ready. {Tail(ended)}");
            }

            if (Environment.TickCount64 > end)
            {
                throw new SandboxException("KafkaStartTimeout", $"The brokers were not ready within {Deadline.TotalSeconds:0} s. {Tail(brokers[0])}");
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Tail(LocalBroker broker) => string.Join('\n', broker.Log().TrimEnd().Split('\n').TakeLast(20));
}
