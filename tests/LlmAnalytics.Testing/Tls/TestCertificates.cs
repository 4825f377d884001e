using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LlmAnalytics.Testing;

/// <summary>
/// Certificates of a test cluster, good and bad, as files in a folder. Valid ones: from a day ago for 30 days. Expired ones
/// ended yesterday and differ in nothing else, their key included, as a certificate that nobody renewed.
/// </summary>
public sealed class TestCertificates
{
    /// <summary>The password of every PKCS#12 file and encrypted key.</summary>
    public const string Password = "changeit";

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private TestCertificates(string folder) => Folder = folder;

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>The CA that the brokers trust and that signed their certificate, PEM.</summary>
    public string CaPath => Path.Combine(Folder, "ca.pem");

    /// <summary>The same CA as a Java PKCS#12 truststore.</summary>
    public string TrustStorePath => Path.Combine(Folder, "trust.p12");

    /// <summary>A CA that has nothing to do with the brokers, PEM.</summary>
    public string OtherCaPath => Path.Combine(Folder, "other-ca.pem");

    /// <summary>The unrelated CA as a Java PKCS#12 truststore.</summary>
    public string OtherTrustStorePath => Path.Combine(Folder, "other-trust.p12");

    /// <summary>CN=server for DNS:localhost and IP:127.0.0.1.</summary>
    public CertificateFiles Server => Files("server");

    /// <summary>As <see cref="Server"/>, expired.</summary>
    public CertificateFiles ExpiredServer => Files("expired-server");

    /// <summary>As <see cref="Server"/>, but for DNS:kafka.elsewhere.example only.</summary>
    public CertificateFiles WrongHostServer => Files("wrong-host-server");

    /// <summary>As <see cref="Server"/>, signed by the unrelated CA.</summary>
    public CertificateFiles UntrustedServer => Files("untrusted-server");

    /// <summary>CN=client.</summary>
    public CertificateFiles Client => Files("client");

    /// <summary>As <see cref="Client"/>, expired.</summary>
    public CertificateFiles ExpiredClient => Files("expired-client");

    /// <summary>As <see cref="Client"/>, signed by the unrelated CA.</summary>
    public CertificateFiles UntrustedClient => Files("untrusted-client");

    /// <summary>Makes all of them in the folder, which is created.</summary>
    public static TestCertificates Create(string folder)
    {
        Directory.CreateDirectory(folder);
        var made = new TestCertificates(folder);
        var now = DateTimeOffset.UtcNow;
        var valid = (From: now.AddDays(-1), To: now.AddDays(30));
        var expired = (From: now.AddDays(-30), To: now.AddDays(-1));
        using var serverKey = RSA.Create(2048);
        using var clientKey = RSA.Create(2048);
        using var ca = TestAuthority.Create("test-ca");
        using var otherCa = TestAuthority.Create("unrelated-ca");
        ca.Write(made.CaPath, made.TrustStorePath);
        otherCa.Write(made.OtherCaPath, made.OtherTrustStorePath);

        var here = new SubjectAlternativeNameBuilder();
        here.AddDnsName("localhost");
        here.AddIpAddress(System.Net.IPAddress.Loopback);
        var elsewhere = new SubjectAlternativeNameBuilder();
        elsewhere.AddDnsName("kafka.elsewhere.example");
        ca.Issue(made.Server, "server", serverKey, ServerAuthentication, valid, here);
        ca.Issue(made.ExpiredServer, "server", serverKey, ServerAuthentication, expired, here);
        ca.Issue(made.WrongHostServer, "server", serverKey, ServerAuthentication, valid, elsewhere);
        otherCa.Issue(made.UntrustedServer, "server", serverKey, ServerAuthentication, valid, here);
        ca.Issue(made.Client, "client", clientKey, ClientAuthentication, valid, null);
        ca.Issue(made.ExpiredClient, "client", clientKey, ClientAuthentication, expired, null);
        otherCa.Issue(made.UntrustedClient, "client", clientKey, ClientAuthentication, valid, null);
        return made;
    }

    private CertificateFiles Files(string name) => new(Folder, name);
}
