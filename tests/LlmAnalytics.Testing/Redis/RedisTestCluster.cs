using System.Net;
using System.Net.Sockets;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>
/// Real Redis servers in cluster mode on addresses 127.0.z.n (z the zone), all on one port as pods are: processes of this machine's <see cref="RedisServers"/>.
/// They start unjoined in some 0.1 s; <see cref="JoinAsync"/> makes a cluster of them, which takes 2-3 s because fresh masters refuse service for 2 s.
/// </summary>
public sealed class RedisTestCluster : RedisClusterUnderTest
{
    private const int FirstPort = 10000;
    private const int EndPort = 22000; // the bus, 10000 above, stays below the ephemeral ports
    private const int BusOffset = 10000;
    private readonly RunFolder folder;

    private RedisTestCluster(RunFolder folder, RedisClusterOptions options, TestCertificates? certificates, int port)
    {
        this.folder = folder;
        Options = options;
        Certificates = certificates;
        Port = port;
        Nodes = [.. Enumerable.Range(1, options.Nodes).Select(number => new RedisTestNode(folder, options, certificates, number, port))];
    }

    /// <summary>What it was started with.</summary>
    public RedisClusterOptions Options { get; }

    /// <summary>The nodes' port of clients.</summary>
    public int Port { get; }

    /// <summary>All nodes, by number. After <see cref="JoinAsync"/> the first ones are masters.</summary>
    public override IReadOnlyList<RedisTestNode> Nodes { get; }

    /// <summary>Certificates and keys; null without TLS.</summary>
    public TestCertificates? Certificates { get; }

    /// <summary>The masters, as <see cref="JoinAsync"/> made them.</summary>
    public IEnumerable<RedisTestNode> Masters => Nodes.Take(MasterCount);

    /// <summary>Number of masters.</summary>
    public int MasterCount => Options.Nodes / (Options.ReplicasPerMaster + 1);

    /// <inheritdoc/>
    public override int ReplicasPerMaster => Options.ReplicasPerMaster;

    /// <inheritdoc/>
    public override string? Password => Options.Password;

    /// <inheritdoc/>
    public override TimeSpan Deadline => Options.Deadline;

    /// <summary>Starts the servers, unjoined; returns when each answers.</summary>
    /// <exception cref="RedisFailedException">A server did not start; the message has the end of its log.</exception>
    public static async Task<RedisTestCluster> StartAsync(RedisClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(options ?? new RedisClusterOptions(), cancellationToken);
            }
            catch (RedisFailedException failed) when (failed.PortTaken && attempt < 5)
            {
                // Between choosing the port and the server's bind, another process took it: a new port.
            }
        }
    }

    /// <summary>Starts the servers and joins them.</summary>
    public static async Task<RedisTestCluster> StartJoinedAsync(RedisClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        var cluster = await StartAsync(options, cancellationToken);
        try
        {
            await cluster.JoinAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override RedisTestNode Node(int number) => Nodes[number - 1];

    /// <summary>
    /// Makes a cluster of the nodes by commands of its own: the first ones masters with equal shares of the slots, node M+k a replica of master k (of the next one's
    /// zone, so that no shard is in one zone). Returns when <see cref="UntilSettledAsync"/> does.
    /// </summary>
    public Task JoinAsync(CancellationToken cancellationToken = default) => new RedisJoin(this).RunAsync(cancellationToken);

    /// <summary>Makes a cluster of the nodes by <c>redis-cli --cluster create</c>; returns when that does.</summary>
    public Task<string> CreateByRedisCliAsync(CancellationToken cancellationToken = default) =>
        RedisCli.RunAsync(this, ["--cluster", "create", .. Addresses, "--cluster-replicas", $"{Options.ReplicasPerMaster}", "--cluster-yes"], cancellationToken);

    /// <summary>Waits until every node says that the cluster is well, knows all others by a link, and every replica's link is up.</summary>
    public Task UntilSettledAsync(CancellationToken cancellationToken = default) => new RedisJoin(this).UntilSettledAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => folder.DisposeAsync();

    private static async Task<RedisTestCluster> StartOnceAsync(RedisClusterOptions options, CancellationToken cancellationToken)
    {
        var folder = RunFolder.Create();
        try
        {
            var certificates = options.Tls ? TestCertificates.Create(folder.File("tls")) : null;
            var cluster = new RedisTestCluster(folder, options, certificates, FreePort());
            foreach (var node in cluster.Nodes)
            {
                node.Launch();
            }

            await Task.WhenAll(cluster.Nodes.Select(node => node.UntilAnswersAsync(cancellationToken)));
            return cluster;
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>A port that nobody listens on at any address, nor on the bus' port above it.</summary>
    private static int FreePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = Random.Shared.Next(FirstPort, EndPort);
            try
            {
                using var clients = new TcpListener(IPAddress.Any, port);
                using var bus = new TcpListener(IPAddress.Any, port + BusOffset);
                clients.Start();
                bus.Start();
                return port;
            }
            catch (SocketException) when (attempt < 1000)
            {
                // Somebody else's port: the next random one.
            }
        }
    }
}
