using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

/// <summary>Certificates made for tests.</summary>
internal static class TestCertificates
{
    internal static X509Certificate2 Authority(string name = "CN=test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>A certificate for localhost, with its private key.</summary>
    internal static X509Certificate2 Leaf(X509Certificate2 authority, AsymmetricAlgorithm key, string name = "CN=alice", int startsDaysAgo = 1)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var generator = X509SignatureGenerator.CreateForECDsa(authority.GetECDsaPrivateKey()!);
        var start = DateTimeOffset.UtcNow.AddDays(-startsDaysAgo);
        using var certificate = request.Create(authority.SubjectName, generator, start, start.AddDays(1).AddHours(12), RandomNumberGenerator.GetBytes(8));
        return key is RSA privateRsa ? certificate.CopyWithPrivateKey(privateRsa) : certificate.CopyWithPrivateKey((ECDsa)key);
    }
}
