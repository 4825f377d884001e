using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LlmAnalytics.Testing;

/// <summary>A web proxy as companies have it: answers CONNECT, and passes on what follows.</summary>
public sealed class ConnectProxy : LoopbackServer
{
    private const string EndOfHead = "\r\n\r\n";

    /// <summary>Listens at once.</summary>
    public ConnectProxy() => Accept();

    /// <inheritdoc/>
    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        await using var client = new NetworkStream(socket);
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith(EndOfHead, StringComparison.Ordinal))
        {
            await client.ReadExactlyAsync(next, stopping);
            head.Append((char)next[0]);
        }

        if (head.ToString().Split(' ') is not ["CONNECT", var target, ..])
        {
            await client.WriteAsync("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stopping);
            return;
        }

        using var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(target.Split(':')[0], int.Parse(target.Split(':')[1], CultureInfo.InvariantCulture), stopping);
        await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stopping);
        var server = tcp.GetStream();
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] directions = [client.CopyToAsync(server, connection.Token), server.CopyToAsync(client, connection.Token)];
        await Task.WhenAny(directions);
        await connection.CancelAsync();
        await Task.WhenAll(directions).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
