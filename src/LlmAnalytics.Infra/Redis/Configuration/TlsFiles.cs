using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LlmAnalytics.Engine;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Redis.Configuration;

/// <summary>Reads the certificates and keys that a request names.</summary>
internal static class TlsFiles
{
    private const string Ca = "-CaCertificate";
    private const string Certificate = "-ClientCertificate";
    private const string Key = "-ClientKey";

    /// <summary>The TLS options of a request; null where it asks for plain text.</summary>
    /// <exception cref="ProblemException">A file can't be read or used, or TLS is described and not asked for.</exception>
    public static TlsOptions? Read(RedisConnectionRequest request)
    {
        if (!request.Tls)
        {
            return (request.CaCertificate, request.ClientCertificate, request.ClientKey, request.TlsServerName) switch
            {
                (not null, _, _, _) => throw WithoutTls(Ca),
                (_, not null, _, _) => throw WithoutTls(Certificate),
                (_, _, not null, _) => throw WithoutTls(Key),
                (_, _, _, not null) => throw WithoutTls("-TlsServerName"),
                _ => null,
            };
        }

        if (request.ClientKey is not null && request.ClientCertificate is null)
        {
            throw SettingProblems.Invalid(Key, "a private key without its certificate.", $"Give {Certificate} too.");
        }

        var roots = request.CaCertificate is { } ca ? Pem(Ca, ReadFile(Ca, ca)) : null;
        var all = request.ClientCertificate is { } path ? Client(path, request.ClientKey) : [];
        return new TlsOptions
        {
            TrustedRoots = roots,
            ServerName = request.TlsServerName,
            ClientCertificate = all.FirstOrDefault(),
            ClientCertificateChain = [.. all.Skip(1)],
        };
    }

    /// <summary>The client's own certificate with its key, and what is sent along with it.</summary>
    private static X509Certificate2Collection Client(string path, string? keyPath)
    {
        var content = ReadFile(Certificate, path);
        if (!IsPem(content))
        {
            return keyPath is null ? Pkcs12(path, content) : throw SettingProblems.Invalid(Key, $"'{path}' is PKCS#12, which holds the key itself.", $"Leave {Key} out.");
        }

        var all = Pem(Certificate, content);
        var keyPem = Encoding.UTF8.GetString(keyPath is null ? content : ReadFile(Key, keyPath));
        var keySubject = keyPath is null ? Certificate : Key;
        if (keyPem.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw SettingProblems.Unreadable(keySubject, "the key is encrypted.", "Give a key without a password: openssl pkey -in KEY -out NEWKEY");
        }

        try
        {
            using var own = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(content), keyPem);
            all[0].Dispose();
            // On Windows, SslStream can't use a key that came from PEM until it went through PKCS#12.
            all[0] = new X509Certificate2(own.Export(X509ContentType.Pkcs12), (string?)null, X509KeyStorageFlags.Exportable);
            return all;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw SettingProblems.Unreadable(
                keySubject, "there is no private key of the first certificate, or it is damaged.", $"Give the key of that certificate by {Key}, in PEM; the client's own certificate comes first.", e);
        }
    }

    private static X509Certificate2Collection Pkcs12(string path, byte[] content)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.Import(content, null, X509KeyStorageFlags.Exportable);
        }
        catch (CryptographicException e)
        {
            throw SettingProblems.Unreadable(
                Certificate, $"'{path}' is neither PEM nor a PKCS#12 file without a password.", "Convert it: openssl pkcs12 -in FILE -nodes -out NEWFILE.pem", e);
        }

        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw SettingProblems.Unreadable(Certificate, $"'{path}' holds no private key.", "Name a file with the client's key and certificate.");
        return [own, .. all.Where(certificate => !ReferenceEquals(certificate, own))];
    }

    private static X509Certificate2Collection Pem(string subject, byte[] content)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Encoding.UTF8.GetString(content));
        }
        catch (CryptographicException e)
        {
            throw SettingProblems.Unreadable(subject, "a certificate in the PEM text is damaged.", "Copy the certificate again, whole.", e);
        }

        return certificates.Count > 0
            ? certificates
            : throw SettingProblems.Unreadable(subject, "the file holds no certificate in PEM (BEGIN CERTIFICATE).", "Give a certificate in PEM.");
    }

    private static byte[] ReadFile(string subject, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw SettingProblems.FileRefused(subject, path, e);
        }
    }

    private static bool IsPem(byte[] content) => content.AsSpan().IndexOf("-----BEGIN "u8) >= 0;

    private static ProblemException WithoutTls(string subject) => SettingProblems.Invalid(subject, "it describes TLS, and -Tls was not given.", "Give -Tls too.");
}
