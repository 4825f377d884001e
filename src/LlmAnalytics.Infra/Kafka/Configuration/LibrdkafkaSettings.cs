using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Describes a resolved connection by librdkafka's property names.</summary>
internal static class LibrdkafkaSettings
{
    internal static Dictionary<string, string> Of(KafkaSettings settings)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["bootstrap.servers"] = string.Join(',', settings.BootstrapServers),
            ["client.id"] = settings.ClientId,
            ["security.protocol"] = settings.SecurityProtocol.KafkaName(),
        };
        AddTls(settings, result);
        AddSasl(settings, result);
        return result;
    }

    private static void AddSasl(KafkaSettings settings, Dictionary<string, string> result)
    {
        if (settings.SaslSettings is not { } sasl)
        {
            return;
        }

        result["sasl.mechanism"] = sasl.Credentials.Mechanism;
        if (sasl.Tokens is null)
        {
            result["sasl.username"] = sasl.Identity.Name;
            result["sasl.password"] = sasl.Identity.Secret;
        }
    }

    private static void AddTls(KafkaSettings settings, Dictionary<string, string> result)
    {
        if (settings.Tls is not { } tls)
        {
            return;
        }

        result["enable.ssl.certificate.verification"] = "true";
        result["ssl.endpoint.identification.algorithm"] = tls.VerifyHostName ? "https" : "none";
        if (tls.TrustedRoots is { } roots)
        {
            result["ssl.ca.pem"] = Pem(roots);
        }

        if (tls.ClientCertificate is { } certificate)
        {
            result["ssl.certificate.pem"] = Pem(tls.ClientCertificateChain.Prepend(certificate)); // librdkafka sends the whole chain since 2.8
            result["ssl.key.pem"] = KeyPem(certificate);
        }
    }

    private static string Pem(IEnumerable<X509Certificate2> certificates)
    {
        var pem = new StringBuilder();
        foreach (var certificate in certificates)
        {
            pem.Append(certificate.ExportCertificatePem()).Append('\n');
        }

        return pem.ToString();
    }

    private static string KeyPem(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPrivateKey();
        if (rsa is not null)
        {
            return rsa.ExportPkcs8PrivateKeyPem();
        }

        using var ec = certificate.GetECDsaPrivateKey();
        return ec?.ExportPkcs8PrivateKeyPem() ?? throw ConfigurationProblems.Invalid(
            "The client certificate", certificate.Subject, "its key is neither RSA nor elliptic curve, which the record client can't use.", "Use an RSA or EC key.");
    }
}
