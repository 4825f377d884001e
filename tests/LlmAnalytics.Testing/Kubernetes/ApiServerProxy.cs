using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LlmAnalytics.Testing;

/// <summary>What an <see cref="ApiServerProxy"/> does with a request.</summary>
public enum ApiAnswer
{
    /// <summary>Passes it on.</summary>
    Pass,

    /// <summary>Answers 500, with a text that is no Kubernetes object.</summary>
    ServerError,

    /// <summary>Says nothing, ever.</summary>
    Silence,
}

/// <summary>
/// A web proxy in front of an API server, with its certificate: it sees each request, answers in the server's place at will, and breaks what passes through it. The
/// client must use a token, because a client's certificate ends here.
/// </summary>
public sealed class ApiServerProxy : LoopbackServer
{
    private const string EndOfHead = "\r\n\r\n";
    private readonly KubernetesTestCluster cluster;
    private readonly X509Certificate2 certificate;
    private readonly ConcurrentQueue<string> requests = [];
    private int opened;
    private volatile int lastToCut;
    private volatile int lastToStall;

    /// <summary>Listens at once.</summary>
    public ApiServerProxy(KubernetesTestCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        this.cluster = cluster;
        var pki = Path.Combine(cluster.Folder, "pki");
        certificate = X509Certificate2.CreateFromPemFile(Path.Combine(pki, "apiserver.pem"), Path.Combine(pki, "apiserver.key"));
        Accept();
    }

    /// <summary>Every request so far, as <c>GET /api/v1/...</c>, without its query.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>What to do with a request of that line; passes everything by default.</summary>
    public Func<string, ApiAnswer> Answer { get; set; } = _ => ApiAnswer.Pass;

    /// <summary>After so many bytes of an answer to the client the connection is reset; null: never.</summary>
    public long? CutAfter { get; set; }

    /// <summary>After so many bytes of an answer to the client nothing more comes, and the connection stays open; null: never.</summary>
    public long? StallAfter { get; set; }

    /// <summary>Breaks the connections that are open now, each in the middle of what comes next through it; later ones pass.</summary>
    public void CutOpen() => lastToCut = Volatile.Read(ref opened);

    /// <summary>As <see cref="CutOpen"/>, but that they stay open: a firewall has forgotten them, say.</summary>
    public void StallOpen() => lastToStall = Volatile.Read(ref opened);

    /// <inheritdoc/>
    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        var number = Interlocked.Increment(ref opened);
        await using var client = new SslStream(new NetworkStream(socket));
        await client.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping);
        var (head, following) = await ReadHeadAsync(client, stopping);
        var line = head[..head.IndexOf(" HTTP/", StringComparison.Ordinal)].Split('?')[0];
        requests.Enqueue(line);
        switch (Answer(line))
        {
            case ApiAnswer.Silence:
                await DrainAsync(client, stopping);
                return;
            case ApiAnswer.ServerError:
                await client.WriteAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: 12\r\nConnection: close\r\n\r\netcd is gone"u8.ToArray(), stopping);
                return;
        }

        using var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(Host, cluster.Port, stopping);
        await using var server = new SslStream(tcp.GetStream());
        await server.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Host, CertificateChainPolicy = Trust() }, stopping);
        // One request a connection: what follows needs no understanding then.
        var single = head.Contains("\r\nUpgrade:", StringComparison.OrdinalIgnoreCase) ? head : head.Replace(EndOfHead, $"\r\nConnection: close{EndOfHead}", StringComparison.Ordinal);
        await server.WriteAsync(Encoding.ASCII.GetBytes(single), stopping);
        await server.WriteAsync(following, stopping);
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] directions = [client.CopyToAsync(server, connection.Token), ToClientAsync(server, client, socket, number, connection.Token)];
        var ended = await Task.WhenAny(directions);
        await connection.CancelAsync();
        await Task.WhenAll(directions).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended;
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeCoreAsync()
    {
        certificate.Dispose();
        return base.DisposeCoreAsync();
    }

    private static async Task<(string Head, byte[] Following)> ReadHeadAsync(Stream client, CancellationToken stopping)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var count = await client.ReadAsync(buffer.AsMemory(length), stopping);
            if (count == 0)
            {
                throw new IOException("The client left without a request");
            }

            length += count;
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            var end = text.IndexOf(EndOfHead, StringComparison.Ordinal);
            if (end >= 0)
            {
                return (text[..(end + EndOfHead.Length)], buffer[(end + EndOfHead.Length)..length]);
            }
        }
    }

    private X509ChainPolicy Trust() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Path.Combine(cluster.Folder, "pki", "ca.pem")) },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private async Task ToClientAsync(Stream server, Stream client, Socket socket, int number, CancellationToken stopping)
    {
        var buffer = new byte[16 * 1024];
        long passed = 0;
        int count;
        while ((count = await server.ReadAsync(buffer, stopping)) > 0)
        {
            var isCut = number <= lastToCut;
            var limit = isCut || number <= lastToStall ? passed + (count / 2) : Math.Min(CutAfter ?? long.MaxValue, StallAfter ?? long.MaxValue);
            var allowed = (int)Math.Min(count, Math.Max(0, limit - passed));
            await client.WriteAsync(buffer.AsMemory(0, allowed), stopping);
            passed += allowed;
            if (allowed < count)
            {
                if (!isCut && CutAfter is null)
                {
                    await Task.Delay(Timeout.Infinite, stopping);
                }

                socket.LingerState = new LingerOption(true, 0);
                socket.Close();
                return;
            }
        }
    }
}
