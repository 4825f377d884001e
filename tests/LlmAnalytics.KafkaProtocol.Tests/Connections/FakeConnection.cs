using System.Net.Sockets;
using LlmAnalytics.KafkaProtocol.Tests.Security;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>The broker's end of one connection.</summary>
internal sealed class FakeConnection(Socket socket, Stream stream) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>The exchange that the last handshake began.</summary>
    public IFakeSasl? Sasl { get; set; }

    public bool IsAuthenticated { get; set; }

    /// <summary>Sends bytes as they are, a frame or not; the bytes of two callers don't mix.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync();
        try
        {
            await stream.WriteAsync(bytes);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>An orderly end, after all that was sent.</summary>
    public void Close()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone already: just as well.
        }
    }

    /// <summary>An end by a TCP reset.</summary>
    public void Reset()
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (ObjectDisposedException)
        {
            // Gone already: just as well.
        }
    }
}
