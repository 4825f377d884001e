using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Transport;

/// <summary>Turns a TCP stream into a TLS stream, and a refusal into its cause.</summary>
internal sealed class TlsHandshake
{
    private readonly ServerEndPoint _endPoint;
    private readonly TlsOptions _options;
    private DialException? _rejection;

    private TlsHandshake(ServerEndPoint endPoint, TlsOptions options)
    {
        _endPoint = endPoint;
        _options = options;
    }

    public static async Task<SslStream> RunAsync(Stream stream, ServerEndPoint endPoint, TlsOptions options, CancellationToken cancellationToken)
    {
        var handshake = new TlsHandshake(endPoint, options);
        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await secured.AuthenticateAsClientAsync(handshake.AuthenticationOptions(), cancellationToken).ConfigureAwait(false);
            return secured;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw handshake._rejection ?? DialFailures.WhileHandshaking(e, endPoint, options);
        }
        catch
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private string ServerName => _options.ServerName ?? _endPoint.Host;

    private SslClientAuthenticationOptions AuthenticationOptions()
    {
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = ServerName,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = Verify,
        };
        if (_options.TrustedRoots is { } roots)
        {
            authentication.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            authentication.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        if (_options.ClientCertificate is { } certificate)
        {
            authentication.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, _options.ClientCertificateChain, offline: true);
        }

        return authentication;
    }

    /// <summary>Accepts or rejects the server's certificate; keeps why, since SslStream itself tells expired, untrusted and misnamed ones apart in no message.</summary>
    private bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!_options.VerifyHostName)
        {
            errors &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
        }

        _rejection = errors == SslPolicyErrors.None ? null : Rejection(certificate as X509Certificate2, chain, errors);
        return _rejection is null;
    }

    private DialException Rejection(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var elements = chain?.ChainElements.ToList() ?? [];
        var outdated = elements.Find(element => element.ChainElementStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)))?.Certificate;
        if (outdated is not null)
        {
            var when = outdated.NotBefore > DateTime.Now
                ? $"is not valid before {outdated.NotBefore.ToUniversalTime():u}"
                : $"expired at {outdated.NotAfter.ToUniversalTime():u}";
            var which = outdated.Equals(certificate) ? $"The certificate '{outdated.Subject}' of {_endPoint}" : $"The authority '{outdated.Subject}' behind the certificate of {_endPoint}";
            return new DialException(DialFailure.ServerCertificateExpired, _endPoint, $"{which} {when}.");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            var names = certificate is null ? "" : string.Join(", ", Names(certificate));
            return new DialException(DialFailure.ServerCertificateWrongHost, _endPoint,
                $"The certificate of {_endPoint} is not for '{ServerName}'; it is for {(names.Length > 0 ? names : "no host at all")}.");
        }

        var causes = elements.SelectMany(element => element.ChainElementStatus).Select(status => status.Status).Distinct().ToList();
        var trust = causes.Any(cause => cause is X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain) || causes.Count == 0;
        return trust
            ? new DialException(DialFailure.ServerCertificateUntrusted, _endPoint,
                $"The certificate '{certificate?.Subject}' of {_endPoint} was issued by '{certificate?.Issuer}', which is not trusted.")
            : new DialException(DialFailure.TlsHandshake, _endPoint,
                $"The certificate '{certificate?.Subject}' of {_endPoint} is not acceptable: {string.Join(", ", causes)}.");
    }

    private static IEnumerable<string> Names(X509Certificate2 certificate)
    {
        var alternatives = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        return alternatives.Count == 0
            ? [certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)]
            : alternatives.SelectMany(names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())));
    }
}
