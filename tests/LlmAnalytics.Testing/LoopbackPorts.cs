using System.Net;
using System.Net.Sockets;

namespace LlmAnalytics.Testing;

/// <summary>Free TCP ports on 127.0.0.1 for processes that must be told their ports before they start.</summary>
public static class LoopbackPorts
{
    // Below every system's range of ephemeral ports (Linux 32768, others 49152): a port from that range, free now, may be
    // some outgoing connection's by the time that a killed broker wants it back.
    private const int First = 12000;
    private const int End = 32000;

    /// <summary>Ports that nobody listened on a moment ago, all different. The caller copes with losing one to another process.</summary>
    public static IReadOnlyList<int> Take(int count)
    {
        var held = new List<TcpListener>(count);
        try
        {
            var attempts = 0;
            while (held.Count < count)
            {
                var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, End));
                try
                {
                    listener.Start();
                    held.Add(listener);
                }
                catch (SocketException) when (++attempts < 1000)
                {
                    // Somebody else's port: the next random one.
                    listener.Dispose();
                }
            }
            return [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }
}
