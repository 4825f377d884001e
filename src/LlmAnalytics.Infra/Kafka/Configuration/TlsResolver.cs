using System.Security.Cryptography.X509Certificates;
using System.Text;
using LlmAnalytics.Transport;
using static LlmAnalytics.Infra.Kafka.Configuration.KafkaSettingNames;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Makes TLS options of the <c>ssl.*</c> settings.</summary>
internal static class TlsResolver
{
    /// <summary>Reads the stores and certificates that the settings name.</summary>
    internal static TlsOptions Resolve(SettingSet settings, List<string> warnings)
    {
        Refuse(settings);
        foreach (var setting in TlsLeftToSystem.Select(settings.Find).OfType<Setting>())
        {
            warnings.Add($"{setting} is ignored: the operating system decides that.");
        }

        var roots = TrustedRoots(settings);
        var (certificate, chain) = ClientCertificate(settings, warnings);
        return new TlsOptions { TrustedRoots = roots, ClientCertificate = certificate, ClientCertificateChain = chain, VerifyHostName = VerifyHostName(settings, warnings) };
    }

    private static void Refuse(SettingSet settings)
    {
        if (settings.Find(SslEngineFactory) is { } factory)
        {
            throw ConfigurationProblems.NotSupported(factory, "Java classes can't be used.", "Remove the setting, and give certificates as PEM or PKCS#12.");
        }

        if (settings.Find(CertificateVerification) is { } verification)
        {
            switch (verification.Value.Trim().ToUpperInvariant())
            {
                case "TRUE":
                    break;
                case "FALSE":
                    throw ConfigurationProblems.NotSupported(
                        verification, "brokers' certificates are always verified.", $"Name the certificate authority with '{CaLocation}' or '{TruststoreLocation}'.");
                default:
                    throw ConfigurationProblems.Invalid(verification, $"{verification.Shown} is not true or false.", "Remove the setting.");
            }
        }
    }

    private static bool VerifyHostName(SettingSet settings, List<string> warnings)
    {
        if (settings.FindAny(EndpointIdentification) is not { } setting)
        {
            return true;
        }

        switch (setting.Value.Trim().ToUpperInvariant())
        {
            case "HTTPS":
                return true;
            case "" or "NONE":
                warnings.Add($"{setting} switches the check of host names off: any server with a certificate of a trusted authority is taken for the broker.");
                return false;
            default:
                throw ConfigurationProblems.Invalid(setting, $"{setting.Shown} is not an algorithm.", "Use 'https', or 'none' to switch the check of host names off.");
        }
    }

    private static X509Certificate2Collection? TrustedRoots(SettingSet settings)
    {
        CertificateFormats.CheckType(settings.Find(TruststoreType));
        var source = settings.FindOne(TruststoreLocation, TruststoreCertificates, CaLocation);
        if (source is null || (source.Name == CaLocation && source.Value == "probe"))
        {
            return null;
        }

        if (Canonical(source.Name) == TruststoreCertificates)
        {
            return PemStore.Certificates(source, PemStore.Normalize(source.Value));
        }

        var (path, content, format) = ReadStore(source);
        if (format == CertificateFormat.Pem)
        {
            return PemStore.Certificates(source, Encoding.UTF8.GetString(content));
        }

        var roots = Pkcs12Store.Read(source, path, content, settings.FindAny(TruststorePassword), TruststorePassword);
        return roots.Count > 0
            ? roots
            : throw ConfigurationProblems.Unreadable(source, $"'{path}' holds no certificate.", "Import the certificate authority: keytool -importcert -storetype PKCS12");
    }

    private static (X509Certificate2? Certificate, X509Certificate2Collection Chain) ClientCertificate(SettingSet settings, List<string> warnings)
    {
        CertificateFormats.CheckType(settings.Find(KeystoreType));
        var store = settings.Find(KeystoreLocation);
        var chain = settings.FindOne(CertificateLocation, KeystoreChain);
        var key = settings.FindOne(KeyLocation, KeystoreKey);
        var pair = chain is null || (key is not null && key.Layer > chain.Layer) ? key : chain;
        if (store is not null && pair is not null && store.Layer == pair.Layer)
        {
            throw ConfigurationProblems.Invalid(pair, $"it and {store} both give a client certificate.", "Remove one of the two.");
        }

        if (store is not null && (pair is null || store.Layer > pair.Layer))
        {
            return FromStore(settings, store, warnings);
        }

        return (chain, key) switch
        {
            (null, null) => (null, []),
            (null, _) => throw ConfigurationProblems.Invalid(key, "a private key without its certificate.", $"Set '{CertificateLocation}' or '{KeystoreChain}' too."),
            (_, null) => throw ConfigurationProblems.Invalid(chain, "a certificate without its private key.", $"Set '{KeyLocation}' or '{KeystoreKey}' too."),
            _ => FromPem(chain, PemText(chain), key, PemText(key), KeyPasswordOf(settings)),
        };
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) FromStore(SettingSet settings, Setting store, List<string> warnings)
    {
        var (path, content, format) = ReadStore(store);
        if (format == CertificateFormat.Pem)
        {
            var pem = Encoding.UTF8.GetString(content);
            return FromPem(store, pem, store, pem, KeyPasswordOf(settings));
        }

        var password = settings.FindAny(KeystorePassword) ?? settings.FindAny(KeyPassword);
        var all = Pkcs12Store.Read(store, path, content, password, KeystorePassword);
        var withKey = all.Where(c => c.HasPrivateKey).ToList();
        if (withKey.Count == 0)
        {
            throw ConfigurationProblems.Unreadable(store, $"'{path}' holds no private key.", "Name a key store with the client's key and certificate.");
        }

        if (withKey.Count > 1)
        {
            warnings.Add($"{store} holds {withKey.Count} private keys; the one for {withKey[0].Subject} is used.");
        }

        return (withKey[0], [.. all.Where(c => c != withKey[0])]);
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) FromPem(Setting chain, string chainPem, Setting key, string keyPem, Setting? password)
    {
        var certificates = PemStore.Certificates(chain, chainPem);
        var own = PemStore.ClientCertificate(chain, chainPem, key, keyPem, password);
        certificates[0].Dispose();
        certificates.RemoveAt(0);
        return (own, certificates);
    }

    private static Setting? KeyPasswordOf(SettingSet settings) => settings.FindAny(KeyPassword) is { Value.Length: > 0 } password ? password : null;

    private static string PemText(Setting setting) => setting.Name is CertificateLocation or KeyLocation
        ? Encoding.UTF8.GetString(SettingFiles.Read(setting, setting.Value))
        : PemStore.Normalize(setting.Value);

    private static (string Path, byte[] Content, CertificateFormat Format) ReadStore(Setting location)
    {
        var path = SettingFiles.Locate(location, location.Value);
        var content = SettingFiles.Read(location, path);
        var format = CertificateFormats.Of(content);
        return format switch
        {
            CertificateFormat.Jks => throw CertificateFormats.JksNotSupported(location, path),
            CertificateFormat.Unknown => throw CertificateFormats.NotAStore(location, path),
            _ => (path, content, format),
        };
    }
}
