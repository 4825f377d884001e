using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

/// <summary>A small HTTP server on loopback that answers every request with the same text and keeps what it was asked.</summary>
internal sealed class TokenEndpointServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2? certificate;
    private readonly Task loop;

    /// <summary>Starts the server; with a certificate it speaks TLS.</summary>
    internal TokenEndpointServer(X509Certificate2? certificate = null)
    {
        this.certificate = certificate;
        listener.Start();
        loop = ServeAsync();
    }

    internal Uri Address => new($"{(certificate is null ? "http" : "https")}://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/token?tenant=1");

    internal string Status { get; set; } = "200 OK";

    internal string Body { get; set; } = """{"access_token":"opaque","expires_in":100,"token_type":"Bearer"}""";

    /// <summary>True to accept requests and never answer.</summary>
    internal bool Silent { get; set; }

    internal ConcurrentQueue<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await loop;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await using var stream = await SecureAsync(client.GetStream());
                Requests.Enqueue(await ReadAsync(stream));
                if (Silent)
                {
                    await Task.Delay(Timeout.Infinite, stop.Token);
                }

                var body = Encoding.UTF8.GetBytes(Body);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {Status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\nLocation: {Address}\r\n\r\n"), stop.Token);
                await stream.WriteAsync(body, stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client refused our certificate, or the test is over.
            }
        }
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        if (certificate is null)
        {
            return stream;
        }

        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
        return tls;
    }

    private async Task<string> ReadAsync(Stream stream)
    {
        var buffer = new byte[16384];
        for (var read = 0; ;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(read), stop.Token);
            read += count;
            var text = Encoding.UTF8.GetString(buffer, 0, read);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (count == 0 || (end > 0 && read >= end + 4 + BodyLength(text[..end])))
            {
                return text;
            }
        }
    }

    private static int BodyLength(string headers) => headers.Split("\r\n")
        .Where(h => h.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(h => int.Parse(h["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
