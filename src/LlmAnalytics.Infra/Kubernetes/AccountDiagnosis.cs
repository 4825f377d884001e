using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using k8s;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>Why an API server may have answered 401: it never says itself. Names certificates and times, never a token.</summary>
internal static class AccountDiagnosis
{
    /// <summary>The cause, as far as it can be known here, and what to do about it.</summary>
    public static (string Why, string Action) WhyRefused(KubernetesClientConfiguration configuration)
    {
        using var certificate = ReadCertificate(configuration);
        if (certificate is not null)
        {
            var name = certificate.Subject;
            return certificate.NotAfter < DateTime.Now
                ? ($"its client certificate ({name}) expired at {Time(certificate.NotAfter)}", "Renew the client certificate in the kubeconfig.")
                : certificate.NotBefore > DateTime.Now
                    ? ($"its client certificate ({name}) is not valid before {Time(certificate.NotBefore)}", "Check this machine's clock.")
                    : ($"its client certificate ({name}), issued by '{certificate.Issuer}', is of an authority that the server does not trust, or was revoked",
                        "Check that user and cluster of the context belong together; get a new kubeconfig for this cluster.");
        }

        var token = configuration.AccessToken;
        return TokenExpiry(token) is { } expiry && expiry < DateTimeOffset.UtcNow
            ? ($"its token expired at {Time(expiry.UtcDateTime)}", "Log in again, or get a new token.")
            : string.IsNullOrEmpty(token) && configuration.TokenProvider is null && string.IsNullOrEmpty(configuration.Username)
                ? ("the context has no credentials, and the server allows nothing without", "Add a user to the context.")
                : ("its token or password is wrong, expired or of another cluster", "Log in again, or get a new token; check that user and cluster of the context belong together.");
    }

    private static X509Certificate2? ReadCertificate(KubernetesClientConfiguration configuration)
    {
        try
        {
            var pem = string.IsNullOrEmpty(configuration.ClientCertificateFilePath)
                ? string.IsNullOrEmpty(configuration.ClientCertificateData) ? null : Encoding.UTF8.GetString(Convert.FromBase64String(configuration.ClientCertificateData))
                : File.ReadAllText(configuration.ClientCertificateFilePath);
            return pem is null ? null : X509Certificate2.CreateFromPem(pem);
        }
        catch (Exception e) when (e is CryptographicException or FormatException || KubeconfigProblems.IsFileProblem(e))
        {
            // It was good enough to connect with a moment ago; a rotation may have moved it since.
            return null;
        }
    }

    /// <summary>The claim <c>exp</c> of a JSON Web Token, which its bearer may read; null for any other token.</summary>
    private static DateTimeOffset? TokenExpiry(string? token)
    {
        if (token?.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            var base64 = payload.Replace('-', '+').Replace('_', '/');
            using var claims = JsonDocument.Parse(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
            return claims.RootElement.TryGetProperty("exp", out var expiry) && expiry.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
