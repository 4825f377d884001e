using System.Net.Sockets;

namespace LlmAnalytics.Testing;

/// <summary>Answers the first bytes of each connection with given bytes, whatever they ask.</summary>
public sealed class GarbageServer : LoopbackServer
{
    private readonly byte[] answer;
    private readonly bool close;

    /// <summary>Listens at once.</summary>
    /// <param name="answer">The bytes to send.</param>
    /// <param name="close">Closes after them; else stays open and silent.</param>
    public GarbageServer(ReadOnlySpan<byte> answer, bool close = false)
    {
        this.answer = answer.ToArray();
        this.close = close;
        Accept();
    }

    /// <summary>A web server on a Kafka port: <c>HTTP/1.1 400 Bad Request</c> to anything, then closes.</summary>
    public static GarbageServer Http() =>
        new("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 11\r\nConnection: close\r\n\r\nBad Request"u8, close: true);

    /// <inheritdoc/>
    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        await using var stream = new NetworkStream(socket);
        if (await stream.ReadAsync(new byte[4096], stopping) == 0)
        {
            return;
        }
        await stream.WriteAsync(answer, stopping);
        if (close)
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        await DrainAsync(stream, stopping);
    }
}
