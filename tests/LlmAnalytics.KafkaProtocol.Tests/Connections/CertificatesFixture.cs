using LlmAnalytics.Testing;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Certificates in a folder of their own, which goes with them.</summary>
public sealed class CertificatesFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("llm-tls-");

    public CertificatesFixture() => Certificates = TestCertificates.Create(_folder.FullName);

    public TestCertificates Certificates { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
