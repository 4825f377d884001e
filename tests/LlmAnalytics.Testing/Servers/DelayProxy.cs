using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;

namespace LlmAnalytics.Testing;

/// <summary>
/// A TCP relay to one server whose link can be slow (<see cref="Delay"/>), frozen (<see cref="Pause"/>) or broken
/// (<see cref="Cut"/>) at will.
/// </summary>
public class DelayProxy : LoopbackServer
{
    private readonly string targetHost;
    private readonly int targetPort;
    private readonly ConcurrentDictionary<Socket, bool> open = [];
    private TaskCompletionSource passing = Open();
    private long delayTicks;

    /// <summary>Relays to the target, from now on.</summary>
    /// <param name="targetHost">Host to relay to; it is connected to per connection, so it may come and go.</param>
    /// <param name="targetPort">Its port.</param>
    /// <param name="port">Port to listen on; 0: a free one.</param>
    public DelayProxy(string targetHost, int targetPort, int port = 0)
        : base(port)
    {
        (this.targetHost, this.targetPort) = (targetHost, targetPort);
        Accept();
    }

    /// <summary>
    /// Latency added to each chunk towards the client. Chunks travel behind each other: 10 answers sent at once all arrive
    /// one delay later, not ten.
    /// </summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref delayTicks));
        set => Volatile.Write(ref delayTicks, value.Ticks);
    }

    /// <summary>Connections that are open now.</summary>
    public int OpenConnections => open.Count;

    /// <summary>Freezes the link in both directions: connections are accepted and stay open, nothing passes.</summary>
    public void Pause()
    {
        if (Volatile.Read(ref passing).Task.IsCompleted)
        {
            Volatile.Write(ref passing, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    /// <summary>Lets everything pass again, what has gathered meanwhile first.</summary>
    public void Resume() => Volatile.Read(ref passing).TrySetResult();

    /// <summary>Closes every open connection with a TCP reset; new ones are accepted as before.</summary>
    public void Cut()
    {
        foreach (var socket in open.Keys)
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Close();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself a moment ago: just as well.
            }
        }
    }

    /// <summary>Called once a connection; what it returns sees every chunk that goes to the server, in order.</summary>
    protected virtual Action<ReadOnlyMemory<byte>>? ObserveConnection() => null;

    /// <inheritdoc/>
    protected sealed override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        open[socket] = true;
        try
        {
            await PassAsync(stopping);
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await server.ConnectAsync(targetHost, targetPort, stopping);
            using var connection = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Task[] directions =
            [
                ToServerAsync(socket, server, connection.Token),
                ToClientAsync(server, socket, connection.Token),
            ];
            // One side's end is the end of both: Kafka has no half-closed connections.
            var ended = await Task.WhenAny(directions);
            await connection.CancelAsync();
            await Task.WhenAll(directions).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ended;
        }
        finally
        {
            open.TryRemove(socket, out _);
        }
    }

    private static TaskCompletionSource Open()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }

    private async Task PassAsync(CancellationToken stopping)
    {
        while (Volatile.Read(ref passing).Task is { IsCompleted: false } gate)
        {
            await gate.WaitAsync(stopping);
        }
    }

    private async Task ToServerAsync(Socket client, Socket server, CancellationToken stopping)
    {
        var observer = ObserveConnection();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await client.ReceiveAsync(buffer, stopping)) > 0)
        {
            await PassAsync(stopping);
            var chunk = buffer.AsMemory(0, count);
            observer?.Invoke(chunk);
            await SendAllAsync(server, chunk, stopping);
        }
    }

    private Task ToClientAsync(Socket server, Socket client, CancellationToken stopping)
    {
        var inFlight = Channel.CreateBounded<(long Due, byte[] Chunk)>(256);
        return Task.WhenAll(ReceiveAsync(server, inFlight.Writer, stopping), DeliverAsync(inFlight.Reader, client, stopping));
    }

    private async Task ReceiveAsync(Socket server, ChannelWriter<(long Due, byte[] Chunk)> inFlight, CancellationToken stopping)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await server.ReceiveAsync(buffer, stopping)) > 0)
            {
                var due = Environment.TickCount64 + (long)Delay.TotalMilliseconds;
                await inFlight.WriteAsync((due, buffer[..count]), stopping);
            }
        }
        finally
        {
            inFlight.Complete();
        }
    }

    private async Task DeliverAsync(ChannelReader<(long Due, byte[] Chunk)> inFlight, Socket client, CancellationToken stopping)
    {
        await foreach (var (due, chunk) in inFlight.ReadAllAsync(stopping))
        {
            var left = due - Environment.TickCount64;
            if (left > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(left), stopping);
            }
            await PassAsync(stopping);
            await SendAllAsync(client, chunk, stopping);
        }
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken stopping)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, stopping)..];
        }
    }
}
