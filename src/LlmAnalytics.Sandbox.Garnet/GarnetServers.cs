using System.Globalization;
using System.Net.Sockets;
using LlmAnalytics.Sandbox.Redis;

namespace LlmAnalytics.Sandbox.Garnet;

/// <summary>Garnet servers in cluster mode with small logs: six take some 90 MB.</summary>
public sealed class GarnetServers : IEmbeddedRedis
{
    // A server blocks threads of the pool while it replicates, saves its configuration or waits for a peer, and its peers are in the same pool here: with as many threads
    // as a small machine has cores they wait for each other until the pool has grown, a thread or two a second.
    private const int PoolThreads = 64;

    /// <summary>Lets the pool grow at once, not thread by thread.</summary>
    public GarnetServers()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, PoolThreads), Math.Max(completions, PoolThreads));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The pages of the append-only file must be twice the log's. The default device needs libaio, which few machines have. Replication needs the append-only file.
    /// </remarks>
    public IDisposable Start(int port, string folder, int nodeTimeoutSec, bool recover)
    {
        string[] settings =
        [
            "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture),
            "--cluster", "--cluster-announce-ip", "127.0.0.1", "--gossip-delay", "1", "--cluster-timeout", nodeTimeoutSec.ToString(CultureInfo.InvariantCulture),
            "--memory", "16m", "--page", "1m", "--segment", "4m", "--index", "1m",
            "--aof", "--aof-memory", "16m", "--aof-page-size", "4m",
            "--device-type", "RandomAccess", "--checkpointdir", folder, "--logger-level", "None", "--disable-console-logger", "-q",
            .. recover ? ["--recover"] : Array.Empty<string>(),
        ];
        try
        {
            var server = new global::Garnet.GarnetServer(settings);
            server.Start();
            return server;
        }
        catch (Exception e) when (e is global::Garnet.common.GarnetException or IOException or SocketException)
        {
            throw new SandboxException("GarnetNotStarted", $"Garnet did not start at port {port}: {e.Message}", "Try again; the port may have been taken meanwhile.", e);
        }
    }
}
