using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LlmAnalytics.Testing;

/// <summary>
/// A TCP server on 127.0.0.1 that serves each connection by <see cref="ServeAsync"/>: the base of the misbehaving servers. It
/// listens from its construction to its disposal.
/// </summary>
public abstract class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Task, bool> serving = [];
    private Task accepting = Task.CompletedTask;
    private int connections;

    /// <summary>Listens on the port; 0: a free one. Call <see cref="Accept"/> at the end of the subclass's constructor.</summary>
    protected LoopbackServer(int port = 0)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Always 127.0.0.1.</summary>
    public static string Host => BrokerUnderTest.Host;

    /// <summary>Port that it listens on.</summary>
    public int Port { get; }

    /// <summary>Host and port, as a bootstrap server is written.</summary>
    public string Address => $"{Host}:{Port}";

    /// <summary>Number of connections accepted since the start.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Stops listening, closes every connection, waits until they have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
            await accepting;
            listener.Dispose();
            await Task.WhenAll(serving.Keys);
            await DisposeCoreAsync();
            stop.Dispose();
        }
    }

    /// <summary>What a subclass has to end, after all connections have.</summary>
    protected virtual ValueTask DisposeCoreAsync() => ValueTask.CompletedTask;

    /// <summary>Starts accepting: when the subclass is ready to serve.</summary>
    protected void Accept() => accepting = AcceptAsync();

    /// <summary>Serves one connection, which is closed when this returns or throws.</summary>
    protected abstract Task ServeAsync(Socket socket, CancellationToken stopping);

    /// <summary>Reads and forgets whatever comes, until the client closes.</summary>
    protected static async Task DrainAsync(Stream stream, CancellationToken stopping)
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, stopping) > 0)
        {
            // Silence is the point.
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                Interlocked.Increment(ref connections);
                var task = GuardAsync(socket);
                serving[task] = true;
                _ = task.ContinueWith(done => serving.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception stopped) when (stop.IsCancellationRequested && stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The disposal ends the loop this way.
        }
    }

    private async Task GuardAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                await ServeAsync(socket, stop.Token);
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client left, or the server is being disposed: for these servers an ordinary end of a connection.
            }
        }
    }
}
