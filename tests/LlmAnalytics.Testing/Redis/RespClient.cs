using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace LlmAnalytics.Testing;

/// <summary>The least that it takes to set a test up, independent of what is tested: commands in, texts out.</summary>
internal sealed class RespClient : IDisposable
{
    private readonly TcpClient tcp;
    private readonly Stream stream;
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    private RespClient(TcpClient tcp, Stream stream) => (this.tcp, this.stream) = (tcp, stream);

    public static async Task<RespClient> ConnectAsync(string host, int port, string? password, TestCertificates? certificates, CancellationToken cancellationToken)
    {
        var tcp = new TcpClient { NoDelay = true };
        try
        {
            await tcp.ConnectAsync(host, port, cancellationToken);
            Stream stream = tcp.GetStream();
            if (certificates is not null)
            {
                var tls = new SslStream(stream);
                stream = tls;
                using var own = certificates.Client.Load();
                await tls.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = "localhost",
                        ClientCertificates = [own],
                        CertificateChainPolicy = new() { TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(certificates.CaPath) }, RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck },
                    },
                    cancellationToken);
            }

            var client = new RespClient(tcp, stream);
            if (password is not null)
            {
                await client.SendAsync([["AUTH", password]], cancellationToken);
            }

            return client;
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>Sends all commands at once and returns their answers: texts, numbers as texts, lists as lines.</summary>
    /// <exception cref="RedisCommandException">One of them was answered with an error; the others were sent too.</exception>
    public async Task<IReadOnlyList<string>> SendAsync(IReadOnlyList<string[]> commands, CancellationToken cancellationToken)
    {
        var request = new StringBuilder();
        foreach (var command in commands)
        {
            request.Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
            foreach (var word in command)
            {
                request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
            }
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        var answers = new List<string>();
        string? error = null;
        foreach (var command in commands)
        {
            try
            {
                answers.Add(await ReadAsync(cancellationToken));
            }
            catch (RedisCommandException failed)
            {
                error ??= $"{string.Join(' ', command.Take(2))}: {failed.Message}";
            }
        }

        return error is null ? answers : throw new RedisCommandException(error);
    }

    public void Dispose()
    {
        stream.Dispose();
        tcp.Dispose();
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await LineAsync(cancellationToken);
        var rest = line[1..];
        switch (line[0])
        {
            case '-':
                throw new RedisCommandException(rest);
            case '$' when rest != "-1":
                var text = await BytesAsync(int.Parse(rest, CultureInfo.InvariantCulture), cancellationToken);
                await BytesAsync(2, cancellationToken);
                return text;
            case '*' when rest != "-1":
                var items = new string[int.Parse(rest, CultureInfo.InvariantCulture)];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = await ReadAsync(cancellationToken);
                }

                return string.Join('\n', items);
            case '$' or '*':
                return "";
            default:
                return rest;
        }
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        for (char last = ' '; ;)
        {
            if (start == end)
            {
                await FillAsync(cancellationToken);
            }

            var next = (char)buffer[start++];
            if (next == '\n' && last == '\r')
            {
                return line.ToString(0, line.Length - 1);
            }

            line.Append(last = next);
        }
    }

    private async Task<string> BytesAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var have = 0; have < count;)
        {
            if (start == end)
            {
                await FillAsync(cancellationToken);
            }

            var take = Math.Min(count - have, end - start);
            buffer.AsSpan(start, take).CopyTo(bytes.AsSpan(have));
            have += take;
            start += take;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        start = 0;
        end = await stream.ReadAsync(buffer, cancellationToken);
        if (end == 0)
        {
            throw new IOException("The node closed the connection");
        }
    }
}
