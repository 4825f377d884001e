using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LlmAnalytics.Infra.Kafka.Configuration;
using static LlmAnalytics.Infra.Tests.Kafka.Configuration.Resolving;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

public sealed class TlsTests : IDisposable
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);
    private readonly TestFolder folder = new();
    private readonly X509Certificate2 authority = TestCertificates.Authority();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 leaf;

    public TlsTests() => leaf = TestCertificates.Leaf(authority, key);

    private string ChainPem => leaf.ExportCertificatePem() + "\n" + authority.ExportCertificatePem();

    public static TheoryData<string> KeyForms => ["pkcs8", "encrypted", "sec1"];

    [Fact]
    public void Without_settings_the_system_decides_and_the_host_is_checked()
    {
        using var settings = Properties(("security.protocol", "SSL"));
        Assert.Null(settings.Tls!.TrustedRoots);
        Assert.Null(settings.Tls.ClientCertificate);
        Assert.True(settings.Tls.VerifyHostName);
        Assert.Equal("https", settings.ToLibrdkafka()["ssl.endpoint.identification.algorithm"]);
        Assert.Null(settings.User);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("none", true)]
    [InlineData("HTTPS", false)]
    public void The_host_check_can_be_switched_off_and_that_is_said(string value, bool off)
    {
        using var settings = Properties(("security.protocol", "SSL"), ("ssl.endpoint.identification.algorithm", value));
        Assert.Equal(!off, settings.Tls!.VerifyHostName);
        Assert.Equal(off ? "none" : "https", settings.ToLibrdkafka()["ssl.endpoint.identification.algorithm"]);
        Assert.Equal(off, settings.Warnings.Any(w => w.Contains("ssl.endpoint.identification.algorithm", StringComparison.Ordinal)));
    }

    [Fact]
    public void Verification_itself_can_not_be_switched_off()
    {
        NotSupported(("security.protocol", "SSL"), ("enable.ssl.certificate.verification", "false"));
        Invalid(("security.protocol", "SSL"), ("enable.ssl.certificate.verification", "perhaps"));
        Invalid(("security.protocol", "SSL"), ("ssl.endpoint.identification.algorithm", "ldaps"));
        Properties(("security.protocol", "SSL"), ("enable.ssl.certificate.verification", "true")).Dispose();
    }

    [Fact]
    public void Settings_left_to_the_system_are_said()
    {
        using var settings = Properties(("security.protocol", "SSL"), ("ssl.enabled.protocols", "TLSv1.2"), ("ssl.cipher.suites", "x"));
        Assert.Equal(2, settings.Warnings.Count);
        NotSupported(("security.protocol", "SSL"), ("ssl.engine.factory.class", "com.example.Engine"));
    }

    [Fact]
    public void Roots_come_from_PEM_files_and_PEM_text()
    {
        using var second = TestCertificates.Authority("CN=second");
        var pem = "some text\n" + authority.ExportCertificatePem() + "\n" + second.ExportCertificatePem();
        foreach (var (name, value) in new[]
        {
            ("ssl.truststore.location", folder.Write("ca.pem", pem)), ("ssl.ca.location", folder.Write("ca.crt", pem)), ("ssl.truststore.certificates", pem), ("ssl.ca.pem", pem),
            ("ssl.ca.pem", pem.Replace("\n", "\\n", StringComparison.Ordinal)), ("ssl.truststore.certificates", pem.Replace("\n", " ", StringComparison.Ordinal)),
        })
        {
            using var settings = Properties(("security.protocol", "SSL"), (name, value));
            Assert.Equal(["CN=test authority", "CN=second"], settings.Tls!.TrustedRoots!.Select(c => c.Subject));
            Assert.Equal(2, settings.ToLibrdkafka()["ssl.ca.pem"].Split("BEGIN CERTIFICATE").Length - 1);
        }
    }

    [Theory]
    [MemberData(nameof(KeyForms))]
    public void A_client_certificate_comes_from_PEM(string form)
    {
        var (keyPem, password) = form switch
        {
            "pkcs8" => (key.ExportPkcs8PrivateKeyPem(), null),
            "sec1" => (key.ExportECPrivateKeyPem(), null),
            _ => (key.ExportEncryptedPkcs8PrivateKeyPem(Secret, Encryption), Secret),
        };
        var files = new[] { ("ssl.certificate.location", folder.Write("c.pem", ChainPem)), ("ssl.key.location", folder.Write("k.pem", keyPem)) };
        var text = new[] { ("ssl.keystore.certificate.chain", ChainPem), ("ssl.keystore.key", keyPem) };
        var short_ = new[] { ("ssl.certificate.pem", ChainPem), ("ssl.key.pem", keyPem) };
        var store = new[] { ("ssl.keystore.location", folder.Write("s.pem", keyPem + "\n" + ChainPem)), ("ssl.keystore.type", "PEM") };
        foreach (var given in new[] { files, text, short_, store })
        {
            using var settings = Properties([("security.protocol", "SSL"), .. given, .. password is null ? [] : new[] { ("ssl.key.password", password) }]);
            AssertClient(settings);
        }
    }

    [Fact]
    public void A_client_certificate_comes_from_PKCS12_with_RSA_too()
    {
        using var rsa = RSA.Create(2048);
        using var rsaLeaf = TestCertificates.Leaf(authority, rsa);
        foreach (var certificate in new[] { leaf, rsaLeaf })
        {
            var store = new X509Certificate2Collection { authority.RemoveKey(), certificate }.Export(X509ContentType.Pkcs12, Secret)!;
            using var settings = Properties(("security.protocol", "SSL"), ("ssl.keystore.location", folder.Write("s.p12", store)), ("ssl.keystore.password", Secret));
            AssertClient(settings);
        }
    }

    [Fact]
    public void An_expired_client_certificate_loads_since_the_connection_reports_it()
    {
        using var expired = TestCertificates.Leaf(authority, key, "CN=old", startsDaysAgo: 30);
        using var settings = Properties(("security.protocol", "SSL"), ("ssl.certificate.pem", expired.ExportCertificatePem()), ("ssl.key.pem", key.ExportPkcs8PrivateKeyPem()));
        Assert.Equal("CN=old", settings.User);
    }

    [Fact]
    public void Wrong_and_missing_passwords_name_their_setting()
    {
        var keyPem = key.ExportEncryptedPkcs8PrivateKeyPem("right", Encryption);
        var p12 = folder.Write("s.p12", leaf.Export(X509ContentType.Pkcs12, "right"));
        (string, string)[] pem = [("security.protocol", "SSL"), ("ssl.certificate.pem", ChainPem), ("ssl.key.pem", keyPem)];
        (string, string)[] keyStore = [("security.protocol", "SSL"), ("ssl.keystore.location", p12)];
        (string, string)[] trustStore = [("security.protocol", "SSL"), ("ssl.truststore.location", p12)];
        foreach (var (given, name) in new[] { (pem, "ssl.key.password"), (keyStore, "ssl.keystore.password"), (trustStore, "ssl.truststore.password") })
        {
            Assert.Contains($"'{name}'", Unreadable(given).Message, StringComparison.Ordinal);
            Assert.Contains($"'{name}' (-Property)", Unreadable([.. given, (name, Secret)]).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_no_store_is_refused_with_what_to_do()
    {
        var jks = folder.Write("old.jks", [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 0, 0, 0, 0]);
        Assert.Contains("keytool -importkeystore", NotSupported(("security.protocol", "SSL"), ("ssl.truststore.location", jks)).RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("keytool -importkeystore", NotSupported(("security.protocol", "SSL"), ("ssl.keystore.location", jks)).RecommendedAction, StringComparison.Ordinal);
        NotSupported(("security.protocol", "SSL"), ("ssl.truststore.type", "BCFKS"));
        Unreadable(("security.protocol", "SSL"), ("ssl.truststore.location", folder.Write("text", "hello")));
        Unreadable(("security.protocol", "SSL"), ("ssl.truststore.location", folder.Write("half.p12", leaf.Export(X509ContentType.Pkcs12, "x")[..40])));
        Unreadable(("security.protocol", "SSL"), ("ssl.truststore.location", Path.Combine(folder.Path, "missing")));
        Unreadable(("security.protocol", "SSL"), ("ssl.ca.location", folder.Path));
        Unreadable(("security.protocol", "SSL"), ("ssl.truststore.location", "no\0path"));
        Unreadable(("security.protocol", "SSL"), ("ssl.truststore.location", folder.Write("empty.p12", new X509Certificate2Collection().Export(X509ContentType.Pkcs12)!)));
        Unreadable(("security.protocol", "SSL"), ("ssl.ca.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"));
        Unreadable(("security.protocol", "SSL"), ("ssl.ca.pem", key.ExportPkcs8PrivateKeyPem()));
        Unreadable(("security.protocol", "SSL"), ("ssl.keystore.location", folder.Write("nokey.p12", authority.RemoveKey().Export(X509ContentType.Pkcs12))));
        Unreadable(("security.protocol", "SSL"), ("ssl.certificate.pem", ChainPem), ("ssl.key.pem", ChainPem));
    }

    [Fact]
    public void Key_and_certificate_must_match_and_both_be_there()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Unreadable(("security.protocol", "SSL"), ("ssl.certificate.pem", ChainPem), ("ssl.key.pem", other.ExportPkcs8PrivateKeyPem()));
        Invalid(("security.protocol", "SSL"), ("ssl.certificate.pem", ChainPem));
        Invalid(("security.protocol", "SSL"), ("ssl.key.pem", key.ExportPkcs8PrivateKeyPem()));
        Invalid(("security.protocol", "SSL"), ("ssl.ca.pem", ChainPem), ("ssl.truststore.location", "x"));
        Invalid(("security.protocol", "SSL"), ("ssl.keystore.location", "x"), ("ssl.certificate.pem", ChainPem));
        var old = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----";
        Assert.Contains("openssl pkcs8", NotSupported(("security.protocol", "SSL"), ("ssl.certificate.pem", ChainPem), ("ssl.key.pem", old)).RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_path_is_looked_for_beside_the_file_that_names_it()
    {
        folder.Write("ca.pem", authority.ExportCertificatePem());
        using var settings = FromFile(folder, "security.protocol=SSL\nssl.truststore.location=ca.pem");
        Assert.Single(settings.Tls!.TrustedRoots!);
    }

    public void Dispose()
    {
        folder.Dispose();
        authority.Dispose();
        leaf.Dispose();
        key.Dispose();
    }

    private static void AssertClient(KafkaSettings settings)
    {
        Assert.Equal("CN=alice", settings.User);
        Assert.True(settings.Tls!.ClientCertificate!.HasPrivateKey);
        Assert.Equal("CN=test authority", Assert.Single(settings.Tls.ClientCertificateChain).Subject);
        var librdkafka = settings.ToLibrdkafka();
        Assert.Equal(2, librdkafka["ssl.certificate.pem"].Split("BEGIN CERTIFICATE").Length - 1);
        using var again = X509Certificate2.CreateFromPem(librdkafka["ssl.certificate.pem"], librdkafka["ssl.key.pem"]);
        Assert.Equal("CN=alice", again.Subject);
    }
}

/// <summary>Certificates without their private key.</summary>
internal static class CertificateExtensions
{
    internal static X509Certificate2 RemoveKey(this X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);
}
