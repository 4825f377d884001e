using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Reads PKCS#12 files, as openssl and keytool make them.</summary>
internal static class Pkcs12Store
{
    private const int WrongPassword = unchecked((int)0x80070056); // ERROR_INVALID_PASSWORD, on every platform

    /// <summary>All certificates of a file, with the private keys that it holds for them.</summary>
    /// <param name="location">The setting that named the file.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="password">The setting that holds the password; null where none was given.</param>
    /// <param name="passwordName">The name of that setting.</param>
    internal static X509Certificate2Collection Read(Setting location, string path, byte[] content, Setting? password, string passwordName)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            // Exportable: librdkafka takes the key as PEM. Not ephemeral: SslStream on Windows can't use such keys.
            certificates.Import(content, password?.Value, X509KeyStorageFlags.Exportable);
            return certificates;
        }
        catch (CryptographicException e) when (e.HResult == WrongPassword)
        {
            throw password is null
                ? ConfigurationProblems.Unreadable(location, $"'{path}' needs a password, and '{passwordName}' is not set.", $"Set '{passwordName}'.", e)
                : ConfigurationProblems.Unreadable(password, $"the password does not open '{path}'.", $"Correct '{password.Name}'.", e);
        }
        catch (CryptographicException e)
        {
            throw ConfigurationProblems.Unreadable(location, $"'{path}' is no PKCS#12 file that can be read: {e.Message}", "Check the file with: openssl pkcs12 -info -in FILE", e);
        }
    }
}
