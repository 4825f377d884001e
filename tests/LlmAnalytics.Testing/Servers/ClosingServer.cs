using System.Net.Sockets;

namespace LlmAnalytics.Testing;

/// <summary>Accepts and closes at once.</summary>
public sealed class ClosingServer : LoopbackServer
{
    private readonly bool reset;

    /// <summary>Listens at once.</summary>
    /// <param name="reset">Closes with a TCP reset instead of an orderly end.</param>
    public ClosingServer(bool reset = false)
    {
        this.reset = reset;
        Accept();
    }

    /// <inheritdoc/>
    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        if (reset)
        {
            socket.LingerState = new LingerOption(true, 0);
            return;
        }
        socket.Shutdown(SocketShutdown.Send);
        // Closing with unread bytes would send a reset: they are read, so that the client sees an orderly end.
        await using var stream = new NetworkStream(socket);
        await DrainAsync(stream, stopping);
    }
}
