using System.Net.Sockets;
using LlmAnalytics.Testing;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Sends chosen bytes to whoever connects, at once or after the first bytes of the client.</summary>
internal sealed class BytesServer : LoopbackServer
{
    public BytesServer() => Accept();

    /// <summary>What the next connections get.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>Whether it speaks first.</summary>
    public bool SpeaksFirst { get; set; }

    /// <summary>Whether it closes afterwards; else it stays open and silent.</summary>
    public bool Closes { get; set; }

    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        await using var stream = new NetworkStream(socket);
        if (!SpeaksFirst && await stream.ReadAsync(new byte[4096], stopping) == 0)
        {
            return;
        }

        await stream.WriteAsync(Bytes, stopping);
        if (Closes)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        await DrainAsync(stream, stopping);
    }
}
