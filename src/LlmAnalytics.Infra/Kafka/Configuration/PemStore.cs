using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Reads certificates and keys in PEM, from a file or from the setting itself.</summary>
internal static class PemStore
{
    /// <summary>All certificates in a text, in their order.</summary>
    internal static X509Certificate2Collection Certificates(Setting setting, string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw ConfigurationProblems.Unreadable(setting, "a certificate in the PEM text is damaged.", "Copy the certificate again, whole.", e);
        }

        return certificates.Count > 0
            ? certificates
            : throw ConfigurationProblems.Unreadable(setting, "the text holds no certificate in PEM (BEGIN CERTIFICATE).", "Give a certificate in PEM.");
    }

    /// <summary>The first certificate of a chain, with its private key.</summary>
    /// <param name="chain">The setting that gave the certificates.</param>
    /// <param name="chainPem">The certificates, the client's own first.</param>
    /// <param name="key">The setting that gave the key.</param>
    /// <param name="keyPem">The key: PKCS#8, encrypted or not, PKCS#1 or SEC1.</param>
    /// <param name="password">The setting with the key's password; null where none was given.</param>
    internal static X509Certificate2 ClientCertificate(Setting chain, string chainPem, Setting key, string keyPem, Setting? password)
    {
        if (keyPem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw ConfigurationProblems.NotSupported(
                key, "the key is encrypted in OpenSSL's old format.", "Convert it to PKCS#8: openssl pkcs8 -topk8 -in KEY -out NEWKEY");
        }

        var encrypted = keyPem.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (!encrypted && !keyPem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw ConfigurationProblems.Unreadable(key, "the text holds no private key in PEM (BEGIN PRIVATE KEY).", "Give the private key in PEM.");
        }

        if (encrypted && password is null)
        {
            throw ConfigurationProblems.Unreadable(
                key, $"the key is encrypted, and '{KafkaSettingNames.KeyPassword}' is not set.", $"Set '{KafkaSettingNames.KeyPassword}'.");
        }

        try
        {
            return Usable(encrypted
                ? X509Certificate2.CreateFromEncryptedPem(chainPem, keyPem, password!.Value)
                : X509Certificate2.CreateFromPem(chainPem, keyPem));
        }
        catch (CryptographicException e) when (encrypted)
        {
            throw ConfigurationProblems.Unreadable(password!, $"the password does not decrypt the key of {key}, or key and certificate don't match.", $"Correct '{password!.Name}'.", e);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw ConfigurationProblems.Unreadable(
                key, $"the key is damaged, or doesn't belong to the first certificate of {chain}.", "Give the key of that certificate; the client's own certificate comes first.", e);
        }
    }

    /// <summary>
    /// The text with its line breaks put right: environment variables and one-line properties often hold <c>\n</c> as two characters.
    /// </summary>
    internal static string Normalize(string pem) => pem.Contains('\n', StringComparison.Ordinal) ? pem : pem.Replace("\\n", "\n", StringComparison.Ordinal);

    /// <summary>On Windows, SslStream can't use a key that came from PEM until it went through PKCS#12.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12), (string?)null, X509KeyStorageFlags.Exportable);
        }
    }
}
