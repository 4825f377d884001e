using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using k8s;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>
/// Opens the client's WebSockets through the handler of its other requests: with the same certificates, the same server name and the same proxy, of which the
/// library hands on a part only. Says with which status a server refused.
/// </summary>
internal sealed class ForwardWebSocketBuilder : WebSocketBuilder
{
    // Idle connections send nothing, and load balancers drop what is silent for a minute or so.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private readonly HttpMessageInvoker _invoker;

    /// <param name="invoker">The client's handler.</param>
    /// <param name="serverName">The name that the server's certificate must hold; null for its host.</param>
    public ForwardWebSocketBuilder(HttpMessageInvoker invoker, string? serverName)
    {
        _invoker = invoker;
        Options.KeepAliveInterval = KeepAlive;
        Options.CollectHttpResponseDetails = true;
        if (!string.IsNullOrEmpty(serverName))
        {
            // The handler takes TLS' server name from this header, as it does for the library's other requests.
            Options.SetRequestHeader("Host", serverName);
        }
    }

    /// <summary>Does nothing: the handler has it.</summary>
    public override WebSocketBuilder AddClientCertificate(X509Certificate2 certificate) => this;

    public override async Task<WebSocket> BuildAndConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        Options.RemoteCertificateValidationCallback = null;
        try
        {
            await WebSocket.ConnectAsync(uri, _invoker, cancellationToken).ConfigureAwait(false);
            return WebSocket;
        }
        catch (WebSocketException e) when (WebSocket.HttpStatusCode != 0)
        {
            var status = WebSocket.HttpStatusCode;
            WebSocket.Dispose();
            throw new ForwardRefusedException(status, e);
        }
        catch
        {
            WebSocket.Dispose();
            throw;
        }
    }
}
