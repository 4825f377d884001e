using System.Globalization;
using System.Net.Sockets;
using LlmAnalytics.Sandbox.Redis;

namespace LlmAnalytics.Sandbox.Garnet;

/// <summary>Garnet servers in cluster mode with small logs: six take some 90 MB.</summary>
public sealed class GarnetServers : IEmbeddedRedis
{
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
