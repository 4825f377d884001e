using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Testing;

/// <summary>A CA that signs certificates and writes them, and itself, to files.</summary>
internal sealed class TestAuthority : IDisposable
{
    // Java takes a certificate in a PKCS#12 file for trusted only with Oracle's attribute trustedKeyUsage; its value is
    // anyExtendedKeyUsage (2.5.29.37.0), here as DER. Source: sun.security.pkcs12.PKCS12KeyStore.
    private const string TrustedKeyUsage = "2.16.840.1.113894.746875.1.1";
    private static readonly byte[] AnyExtendedKeyUsage = [0x06, 0x04, 0x55, 0x1D, 0x25, 0x00];
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);

    private readonly X509Certificate2 certificate;

    private TestAuthority(X509Certificate2 certificate) => this.certificate = certificate;

    public static TestAuthority Create(string name)
    {
        using var key = RSA.Create(2048);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        // Older than any certificate that it signs: the expired ones must be wrong in one way only.
        return new TestAuthority(request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(365)));
    }

    /// <summary>Writes the CA's certificate as PEM and as a Java truststore.</summary>
    public void Write(string pemPath, string trustStorePath)
    {
        File.WriteAllText(pemPath, certificate.ExportCertificatePem() + "\n");
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
        var contents = new Pkcs12SafeContents();
        contents.AddCertificate(bare).Attributes.Add(
            new CryptographicAttributeObject(new Oid(TrustedKeyUsage), [new AsnEncodedData(new Oid(TrustedKeyUsage), AnyExtendedKeyUsage)]));
        var store = new Pkcs12Builder();
        store.AddSafeContentsEncrypted(contents, TestCertificates.Password, Encryption);
        store.SealWithMac(TestCertificates.Password, HashAlgorithmName.SHA256, 10_000);
        File.WriteAllBytes(trustStorePath, store.Encode());
    }

    /// <summary>Signs a certificate and writes it in all its forms.</summary>
    public void Issue(
        CertificateFiles files, string name, RSA key, string usage, (DateTimeOffset From, DateTimeOffset To) validity, SubjectAlternativeNameBuilder? hosts)
    {
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, true, false));
        if (hosts is not null)
        {
            request.CertificateExtensions.Add(hosts.Build());
        }
        using var issued = request.Create(certificate, validity.From, validity.To, RandomNumberGenerator.GetBytes(16));
        using var withKey = issued.CopyWithPrivateKey(key);

        var chain = $"{issued.ExportCertificatePem()}\n{certificate.ExportCertificatePem()}\n";
        var plainKey = key.ExportPkcs8PrivateKeyPem() + "\n";
        File.WriteAllText(files.PemPath, chain);
        File.WriteAllText(files.KeyPath, plainKey);
        File.WriteAllText(files.EncryptedKeyPath, key.ExportEncryptedPkcs8PrivateKeyPem(TestCertificates.Password, Encryption) + "\n");
        File.WriteAllText(files.KeyStorePemPath, plainKey + chain);
        using var bareAuthority = X509CertificateLoader.LoadCertificate(certificate.RawData);
        var both = new X509Certificate2Collection { withKey, bareAuthority };
        File.WriteAllBytes(files.Pkcs12Path, both.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, TestCertificates.Password));
    }

    public void Dispose() => certificate.Dispose();

    private static CertificateRequest Request(string name, RSA key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
