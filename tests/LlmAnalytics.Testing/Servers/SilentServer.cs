using System.Net.Sockets;

namespace LlmAnalytics.Testing;

/// <summary>Accepts, reads what comes, never answers: a broker that hangs, as seen from a client.</summary>
public sealed class SilentServer : LoopbackServer
{
    /// <summary>Listens at once.</summary>
    public SilentServer() => Accept();

    /// <inheritdoc/>
    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        await using var stream = new NetworkStream(socket);
        await DrainAsync(stream, stopping);
    }
}
