using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>Looks at an API server's certificate after it was refused: the client says only that it was.</summary>
internal static class ServerCertificate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What is wrong with it; null where it can't be seen.</summary>
    /// <param name="server">Where the server is.</param>
    /// <param name="name">The name that its certificate must hold.</param>
    /// <param name="hasAuthorities">Whether the kubeconfig names authorities; otherwise it is the system's that count.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    public static async Task<string?> FindFaultAsync(Uri server, string name, bool hasAuthorities, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        string? fault = null;
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(server.Host, server.Port, deadline.Token).ConfigureAwait(false);
            using var tls = new SslStream(new NetworkStream(socket));
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = name,
                    RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                    {
                        fault = Describe(certificate as X509Certificate2, errors, name, hasAuthorities);
                        return false; // Nothing is sent over this connection.
                    },
                },
                deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The handshake was to fail; what its certificate showed is the answer.
        }

        return fault;
    }

    private static string? Describe(X509Certificate2? certificate, SslPolicyErrors errors, string name, bool hasAuthorities) => certificate switch
    {
        null => "it shows no certificate",
        _ when certificate.NotAfter < DateTime.Now => $"its certificate ({certificate.Subject}) expired at {Time(certificate.NotAfter)}",
        _ when certificate.NotBefore > DateTime.Now => $"its certificate ({certificate.Subject}) is not valid before {Time(certificate.NotBefore)}",
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => $"its certificate ({certificate.Subject}) is not for '{name}'",
        _ => $"its certificate ({certificate.Subject}) was issued by '{certificate.Issuer}', which is none of the {(hasAuthorities ? "kubeconfig's authorities" : "system's authorities, and the kubeconfig names none")}",
    };

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
