using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Testing;

/// <summary>What a <see cref="TlsServer"/> does.</summary>
public sealed record TlsServerOptions
{
    /// <summary>The server's certificate and key: good, expired, for another host, untrusted.</summary>
    public required CertificateFiles Certificate { get; init; }

    /// <summary>PEM file of the CA that a client certificate must come from; null: no client certificate is asked for.</summary>
    public string? RequireClientCertificateFrom { get; init; }

    /// <summary>Port on 127.0.0.1 that decrypted bytes are relayed to, a broker's PLAINTEXT one say; null: silent after the handshake.</summary>
    public int? RelayPort { get; init; }

    /// <summary>TLS versions offered; the system's choice by default.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.None;
}

/// <summary>A TLS server with a certificate of choice, which relays to a broker or stays silent.</summary>
public sealed class TlsServer : LoopbackServer
{
    private readonly TlsServerOptions options;
    private readonly X509Certificate2 certificate;
    private readonly X509Certificate2? clientAuthority;
    private int handshakes;
    private int failedHandshakes;

    /// <summary>Listens at once.</summary>
    public TlsServer(TlsServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        certificate = options.Certificate.Load();
        clientAuthority = options.RequireClientCertificateFrom is { } path ? X509CertificateLoader.LoadCertificateFromFile(path) : null;
        Accept();
    }

    /// <summary>Handshakes completed on the server's side.</summary>
    public int Handshakes => Volatile.Read(ref handshakes);

    /// <summary>Handshakes that either side refused.</summary>
    public int FailedHandshakes => Volatile.Read(ref failedHandshakes);

    /// <inheritdoc/>
    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        await using var tls = new SslStream(new NetworkStream(socket));
        try
        {
            await tls.AuthenticateAsServerAsync(HandshakeOptions(), stopping);
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            Interlocked.Increment(ref failedHandshakes);
            return;
        }
        Interlocked.Increment(ref handshakes);
        if (options.RelayPort is not { } port)
        {
            await DrainAsync(tls, stopping);
            return;
        }
        using var broker = new TcpClient();
        await broker.ConnectAsync(Host, port, stopping);
        var toBroker = tls.CopyToAsync(broker.GetStream(), stopping);
        var toClient = broker.GetStream().CopyToAsync(tls, stopping);
        // Either side's end is the end of the connection; the other copy fails when the streams close.
        await Task.WhenAny(toBroker, toClient);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeCoreAsync()
    {
        certificate.Dispose();
        clientAuthority?.Dispose();
        return base.DisposeCoreAsync();
    }

    private SslServerAuthenticationOptions HandshakeOptions() => new()
    {
        ServerCertificate = certificate,
        EnabledSslProtocols = options.Protocols,
        ClientCertificateRequired = clientAuthority is not null,
        RemoteCertificateValidationCallback = (_, presented, _, _) => clientAuthority is null || IsTrusted(presented),
    };

    private bool IsTrusted(X509Certificate? presented)
    {
        if (presented is null)
        {
            return false;
        }
        using var client = X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(clientAuthority!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(client);
    }
}
