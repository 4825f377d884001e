using System.Net;
using System.Net.Sockets;

namespace LlmAnalytics.Sandbox.Processes;

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

    /// <summary>The first of some ports in a row that nobody listened on a moment ago.</summary>
    public static int TakeRow(int count)
    {
        while (true)
        {
            var first = Take(1)[0];
            var held = new List<TcpListener>(count);
            try
            {
                for (var port = first; port < first + count; port++)
                {
                    var listener = new TcpListener(IPAddress.Loopback, port);
                    held.Add(listener);
                    listener.Start();
                }

                return first;
            }
            catch (SocketException)
            {
                // One of them is somebody else's: another row.
            }
            finally
            {
                held.ForEach(listener => listener.Dispose());
            }
        }
    }
}
