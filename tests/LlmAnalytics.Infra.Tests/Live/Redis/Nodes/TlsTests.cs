using System.Net;
using System.Security.Cryptography.X509Certificates;
using LlmAnalytics.Engine;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Nodes;

/// <summary>TLS to a real node, and each way in which it can fail.</summary>
public sealed class TlsTests : NodeTests
{
    [RedisFact]
    public async Task TLS_works_and_each_failure_is_told_by_its_name()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1, Tls = true, RequireClientCertificate = true, Password = "secret" });
        var (node, files) = (cluster.Node(1), cluster.Certificates!);
        await using (var pool = Pool(node, password: "secret", tls: Tls()))
        {
            Assert.Equal("PONG", (await SendAsync((await pool.FindAsync(InTime))[0], "PING")).Text);
            Assert.Equal(1, await ClientsAsync(node));
        }

        await using (var connection = await new Engine().Redis.ConnectAsync(
            new RedisConnectionRequest
            {
                Nodes = [node.Address], Credential = new NetworkCredential("default", "secret"), Tls = true, TlsServerName = "localhost",
                CaCertificate = files.CaPath, ClientCertificate = files.Client.PemPath, ClientKey = files.Client.KeyPath,
            },
            new RecordingOperation(), InTime))
        {
            Assert.True(connection is { Tls: true, State: "Open", User: "default" });
        }

        await FailsAsync(Tls() with { TrustedRoots = Roots(files.OtherCaPath) }, "not trusted");
        await FailsAsync(Tls() with { ServerName = null }, "is not for '127.0.1.1'");
        await FailsAsync(Tls() with { ClientCertificate = null }, "asks for a client certificate");
        await FailsAsync(Tls() with { ClientCertificate = files.ExpiredClient.Load() }, "was not asked");
        await FailsAsync(Tls() with { ClientCertificate = files.UntrustedClient.Load() }, "rejected the client certificate");
        await FailsAsync(null, "speaks TLS and was spoken to in plain text", ErrorIds.RedisNodeExpectsTls);

        // The nodes are on 127.0.z.n, which the certificate doesn't hold; localhost is in it. A pool owns the certificates that it is given.
        TlsOptions Tls() => new() { TrustedRoots = Roots(files.CaPath), ClientCertificate = files.Client.Load(), ServerName = "localhost" };

        async Task FailsAsync(TlsOptions? tls, string words, string errorId = ErrorIds.RedisTlsFailed)
        {
            var problem = await ProblemAsync(Pool(node, password: "secret", tls: tls));
            Assert.Contains(words, problem.Message, StringComparison.Ordinal);
            Assert.Equal(errorId, problem.ErrorId);
            Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        }
    }

    [RedisFact]
    public async Task An_expired_certificate_is_said()
    {
        var folder = Directory.CreateTempSubdirectory("llm-tls-");
        try
        {
            var files = TestCertificates.Create(folder.FullName);
            await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1 });
            var port = LoopbackPorts.Take(1)[0];
            await cluster.Node(1).CommandsAsync(
            [
                ["CONFIG", "SET", "tls-cert-file", files.ExpiredServer.PemPath, "tls-key-file", files.ExpiredServer.KeyPath, "tls-ca-cert-file", files.CaPath,
                    "tls-auth-clients", "no", "tls-port", $"{port}"],
            ]);
            var place = PlaceOf(cluster.Node(1)) with { Port = port };
            var tls = new TlsOptions { TrustedRoots = Roots(files.CaPath), ServerName = "localhost" };
            var problem = await ProblemAsync(new(new Infra.Redis.Nodes.DirectNodes([place]), new Infra.Redis.Nodes.NodeAccess { Tls = tls }));
            Assert.Equal(ErrorIds.RedisTlsFailed, problem.ErrorId);
            Assert.Contains("expired at", problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [RedisFact]
    public async Task A_plain_port_spoken_to_in_TLS_is_told()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1, Password = "secret" });
        var problem = await ProblemAsync(Pool(cluster.Node(1), password: "secret", tls: new TlsOptions()), TimeSpan.FromSeconds(3));
        Assert.Contains("speaks plain text and was spoken to in TLS", problem.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorIds.RedisTlsFailed, problem.ErrorId);
    }

    private static X509Certificate2Collection Roots(string path)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(path);
        return roots;
    }
}
