using System.Security.Cryptography.X509Certificates;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.KafkaProtocol.Tests.Connections;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Tests.Live;

/// <summary>Connections to the listeners of a real cluster.</summary>
internal static class LiveConnecting
{
    public static ServerEndPoint EndPoint(this KafkaTestBroker broker, ListenerKind kind) => new(KafkaTestBroker.Host, broker.Port(kind));

    public static Task<BrokerConnection> OpenAsync(this KafkaTestBroker broker, ListenerKind kind, ConnectionOptions? options = null) =>
        BrokerConnection.OpenAsync(broker.EndPoint(kind), options ?? new ConnectionOptions { OpenTimeout = Waiting.Deadline }, CancellationToken.None).InTime();

    public static PasswordCredentials Password(string mechanism, string user = KafkaUsers.Admin) => new(mechanism, user, KafkaUsers.Password(user));

    public static TokenCredentials Token(KafkaTestCluster cluster, string user, TimeSpan lifetime) =>
        new(_ => ValueTask.FromResult(cluster.Identity.IssueToken(user, null, lifetime)));

    public static TlsOptions Trusting(string authorityPath, X509Certificate2? client = null)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(authorityPath);
        return new TlsOptions { TrustedRoots = roots, ClientCertificate = client };
    }

    public static ConnectionOptions With(TlsOptions? tls = null, SaslCredentials? sasl = null) => new() { Tls = tls, Sasl = sasl, OpenTimeout = Waiting.Deadline };
}
