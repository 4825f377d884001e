using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Testing;

/// <summary>One certificate with its private key, in every form that Kafka's users have it in.</summary>
public sealed record CertificateFiles
{
    internal CertificateFiles(string folder, string name) => (Folder, Name) = (folder, name);

    /// <summary>File name without extension: server, client, expired-client ...</summary>
    public string Name { get; }

    /// <summary>The certificate followed by its CA, PEM.</summary>
    public string PemPath => PathOf(".pem");

    /// <summary>The private key, PKCS#8 PEM, not encrypted.</summary>
    public string KeyPath => PathOf(".key");

    /// <summary>The private key, PKCS#8 PEM, encrypted with <see cref="TestCertificates.Password"/>.</summary>
    public string EncryptedKeyPath => PathOf(".encrypted.key");

    /// <summary>Key, certificate and CA in one PEM file: Java's <c>ssl.keystore.location</c> with type PEM.</summary>
    public string KeyStorePemPath => PathOf(".keystore.pem");

    /// <summary>Key, certificate and CA as PKCS#12, with <see cref="TestCertificates.Password"/>.</summary>
    public string Pkcs12Path => PathOf(".p12");

    private string Folder { get; }

    /// <summary>The certificate with its private key; the caller disposes it.</summary>
    public X509Certificate2 Load() => X509CertificateLoader.LoadPkcs12FromFile(Pkcs12Path, TestCertificates.Password);

    private string PathOf(string extension) => Path.Combine(Folder, Name + extension);
}
