using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LlmAnalytics.Transport;

/// <summary>The first steps to any server, TCP and TLS. Failures name their causes.</summary>
public static class ServerDial
{
    private static readonly TimeSpan AddressStagger = TimeSpan.FromMilliseconds(200);

    /// <summary>Opens a TCP connection. A name with several addresses is tried at all of them, one shortly after the other.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="onStep">Told what is waited for, at each step; null for nobody.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing else does.</param>
    /// <exception cref="DialException">Not found, unreachable, refused.</exception>
    public static async Task<Stream> ConnectAsync(ServerEndPoint endPoint, Action<string>? onStep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        onStep?.Invoke("the look-up of its name");
        var addresses = await ResolveAsync(endPoint, cancellationToken).ConfigureAwait(false);
        onStep?.Invoke($"the TCP connection to {string.Join(", ", addresses.Select(address => new IPEndPoint(address, endPoint.Port)))}");
        try
        {
            var attempts = addresses.Select<IPAddress, Func<CancellationToken, Task<Socket>>>(address => token => ConnectAsync(new IPEndPoint(address, endPoint.Port), token)).ToList();
            var socket = await StaggeredRace.RunAsync(attempts, AddressStagger, Discard, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (AggregateException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw DialFailures.WhileConnecting(e, endPoint);
        }

        static ValueTask Discard(Socket socket)
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Refuses a client certificate that is no longer valid: no server needs to be asked.</summary>
    /// <param name="endPoint">Where it would be shown.</param>
    /// <param name="options">Who one is.</param>
    /// <exception cref="DialException">The certificate has expired.</exception>
    public static void CheckClientCertificate(ServerEndPoint endPoint, TlsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ClientCertificate is { } certificate && certificate.NotAfter < DateTime.Now)
        {
            throw new DialException(DialFailure.ClientCertificateExpired, endPoint,
                $"The client certificate '{certificate.Subject}' expired at {certificate.NotAfter.ToUniversalTime():u}; {endPoint} was not asked.");
        }
    }

    /// <summary>Speaks TLS over a stream, which is disposed when that fails.</summary>
    /// <param name="stream">The open connection.</param>
    /// <param name="endPoint">Where it leads; its host is the name that the certificate must hold, unless the options name another.</param>
    /// <param name="options">Whom to trust and who one is.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing else does.</param>
    /// <exception cref="DialException">The handshake failed: the certificate of either side, or something that isn't TLS.</exception>
    public static async Task<Stream> SecureAsync(Stream stream, ServerEndPoint endPoint, TlsOptions options, CancellationToken cancellationToken) =>
        await TlsHandshake.RunAsync(stream, endPoint, options, cancellationToken).ConfigureAwait(false);

    /// <summary>What breaking an open TLS connection meant: with TLS 1.3, the server's verdict on the client's certificate arrives after the handshake.</summary>
    /// <param name="broken">What the stream threw.</param>
    /// <param name="endPoint">Where it leads.</param>
    /// <param name="options">How TLS was used.</param>
    public static DialException ExplainBreak(IOException broken, ServerEndPoint endPoint, TlsOptions options) => DialFailures.WhileOpen(broken, endPoint, options);

    /// <summary>The server's alert behind what a TLS stream threw; null where there is none.</summary>
    /// <param name="broken">What the stream threw.</param>
    /// <param name="endPoint">Where it leads.</param>
    /// <param name="options">How TLS was used.</param>
    public static DialException? FindAlert(Exception broken, ServerEndPoint endPoint, TlsOptions options) => DialFailures.Alert(broken, endPoint, options);

    /// <summary>Whether a TLS handshake over the stream gets as far as a certificate. It is looked at by nobody: nothing is sent over the connection.</summary>
    /// <param name="stream">The open connection, which is disposed.</param>
    /// <param name="host">The name to ask for.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing else does.</param>
    public static async Task<bool> OffersTlsAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        var sawCertificate = false;
        await using var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await secured.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    RemoteCertificateValidationCallback = (_, _, _, _) =>
                    {
                        sawCertificate = true;
                        return false;
                    },
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return sawCertificate;
        }

        return sawCertificate;
    }

    private static async Task<IPAddress[]> ResolveAsync(ServerEndPoint endPoint, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(endPoint.Host, out var literal))
        {
            return [literal];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken).ConfigureAwait(false) is { Length: > 0 } addresses
                ? addresses
                : throw new SocketException((int)SocketError.NoData);
        }
        catch (SocketException e)
        {
            throw new DialException(DialFailure.HostNotFound, endPoint, $"The host name '{endPoint.Host}' of {endPoint} can't be resolved: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
