using System.Net.Security;
using System.Security.Authentication;
using LlmAnalytics.KafkaProtocol.Security;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>The first steps to any server, TCP and TLS, for clients that speak another protocol than Kafka's over them. Failures name their causes.</summary>
public static class ServerDial
{
    /// <summary>Opens a TCP connection. A name with several addresses is tried at all of them, one shortly after the other.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing else does.</param>
    /// <exception cref="BrokerConnectionException">Not found, unreachable, refused.</exception>
    public static Task<Stream> ConnectAsync(BrokerEndPoint endPoint, CancellationToken cancellationToken) =>
        new BrokerConnector(endPoint, new ConnectionOptions()).ConnectAsync(cancellationToken);

    /// <summary>Speaks TLS over a stream, which is disposed when that fails.</summary>
    /// <param name="stream">The open connection.</param>
    /// <param name="endPoint">Where it leads; its host is the name that the certificate must hold, unless the options name another.</param>
    /// <param name="options">Whom to trust and who one is.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing else does.</param>
    /// <exception cref="BrokerConnectionException">The handshake failed: the certificate of either side, or something that isn't TLS.</exception>
    public static async Task<Stream> SecureAsync(Stream stream, BrokerEndPoint endPoint, TlsOptions options, CancellationToken cancellationToken) =>
        await TlsHandshake.RunAsync(stream, endPoint, options, cancellationToken).ConfigureAwait(false);

    /// <summary>What breaking an open TLS connection meant: with TLS 1.3, the server's verdict on the client's certificate arrives after the handshake.</summary>
    /// <param name="broken">What the stream threw.</param>
    /// <param name="endPoint">Where it leads.</param>
    /// <param name="options">How TLS was used.</param>
    public static BrokerConnectionException ExplainBreak(IOException broken, BrokerEndPoint endPoint, TlsOptions options) =>
        ConnectionFailures.WhileOpen(broken, endPoint, new ConnectionOptions { Tls = options }, [], mayHaveBeenReceived: false);

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
}
