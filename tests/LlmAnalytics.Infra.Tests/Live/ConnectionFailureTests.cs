using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>Every way not to get in: the cause is named, by its ErrorId, as soon as it is known.</summary>
public sealed class ConnectionFailureTests(LiveClusterFixture fixture) : BrokerTests(fixture)
{
    // Causes are known within milliseconds (a probe of the port included), a token endpoint's silence after 5 s; a busy machine may take its time all the same.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [LiveFact]
    public async Task Nothing_listens()
    {
        var address = $"{LoopbackServer.Host}:{LoopbackPorts.Take(1)[0]}";
        var problem = await FailsAsync(ErrorIds.KafkaConnectionRefused, ListenerKind.Plaintext, address);
        Assert.Equal(address, problem.Target);
        Assert.Contains(address, problem.Message, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task Several_addresses_where_nothing_listens_are_all_named()
    {
        var ports = LoopbackPorts.Take(2);
        var problem = await FailsAsync(ErrorIds.KafkaConnectionRefused, ListenerKind.Plaintext, $"127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}");
        Assert.All(ports, port => Assert.Contains($":{port}", problem.Message, StringComparison.Ordinal));
    }

    [LiveFact]
    public async Task The_name_does_not_exist() =>
        Assert.Contains("no-such-host.invalid", (await FailsAsync(ErrorIds.KafkaHostNotFound, ListenerKind.Plaintext, "no-such-host.invalid:9092")).Message, StringComparison.Ordinal);

    [LiveTheory]
    [InlineData("expired", ErrorIds.KafkaServerCertificateExpired, "expired at")]
    [InlineData("wrong host", ErrorIds.KafkaServerCertificateWrongHost, "kafka.elsewhere.example")]
    [InlineData("untrusted", ErrorIds.KafkaServerCertificateUntrusted, "unrelated-ca")]
    public async Task The_servers_certificate_is_bad(string what, string errorId, string said)
    {
        var certificates = Cluster.Certificates;
        var certificate = what switch { "expired" => certificates.ExpiredServer, "wrong host" => certificates.WrongHostServer, _ => certificates.UntrustedServer };
        await using var server = new TlsServer(new TlsServerOptions { Certificate = certificate });
        var problem = await FailsAsync(errorId, ListenerKind.SaslSsl, server.Address);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Equal(ProblemCategory.AuthenticationError, problem.Category);
    }

    [LiveTheory]
    [InlineData(ListenerKind.SaslSsl)]
    [InlineData(ListenerKind.Ssl)]
    public async Task The_authority_is_not_trusted(ListenerKind kind)
    {
        await FailsAsync(ErrorIds.KafkaServerCertificateUntrusted, kind, change: properties => properties["ssl.truststore.location"] = Cluster.Certificates.OtherTrustStorePath);
        await FailsAsync(ErrorIds.KafkaServerCertificateUntrusted, kind, change: properties =>
        {
            properties.Remove("ssl.truststore.location");
            properties.Remove("ssl.truststore.type");
            properties.Remove("ssl.truststore.password");
        });
    }

    [LiveTheory]
    [InlineData("missing", ErrorIds.KafkaClientCertificateRequired)]
    [InlineData("expired", ErrorIds.KafkaClientCertificateExpired)]
    [InlineData("untrusted", ErrorIds.KafkaClientCertificateRejected)]
    public async Task The_client_certificate_is_bad(string what, string errorId) => await FailsAsync(errorId, ListenerKind.Ssl, change: properties =>
    {
        switch (what)
        {
            case "missing":
                properties.Remove("ssl.keystore.location");
                properties.Remove("ssl.keystore.type");
                properties.Remove("ssl.keystore.password");
                break;
            case "expired":
                properties["ssl.keystore.location"] = Cluster.Certificates.ExpiredClient.Pkcs12Path;
                break;
            default:
                properties["ssl.keystore.location"] = Cluster.Certificates.UntrustedClient.Pkcs12Path;
                break;
        }
    });

    [LiveTheory]
    [InlineData(ListenerKind.Sasl, "PLAIN")]
    [InlineData(ListenerKind.Sasl, "SCRAM-SHA-256")]
    [InlineData(ListenerKind.Sasl, "SCRAM-SHA-512")]
    [InlineData(ListenerKind.SaslSsl, "SCRAM-SHA-512")]
    public async Task The_password_is_wrong(ListenerKind kind, string mechanism)
    {
        var problem = await FailsAsync(
            ErrorIds.KafkaAuthenticationFailed, kind, mechanism: mechanism, change: properties => properties["sasl.jaas.config"] = properties["sasl.jaas.config"].Replace("admin-secret", "wr0ng-secret", StringComparison.Ordinal));
        Assert.Contains("'admin'", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-secret", problem.ToString(), StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task The_mechanism_is_not_offered_and_those_that_are_get_named()
    {
        var oauth = KafkaClientProperties.For(Cluster, ListenerKind.OAuth);
        var problem = await FailsAsync(ErrorIds.KafkaMechanismNotOffered, oauth, Cluster.BootstrapServers(ListenerKind.Sasl));
        Assert.All(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], mechanism => Assert.Contains(mechanism, problem.Message, StringComparison.Ordinal));
        problem = await FailsAsync(ErrorIds.KafkaMechanismNotOffered, ListenerKind.Sasl, Cluster.BootstrapServers(ListenerKind.OAuth));
        Assert.Contains("it offers OAUTHBEARER", problem.Message, StringComparison.Ordinal);
    }

    [LiveTheory]
    [InlineData(ListenerKind.Plaintext, ListenerKind.Ssl, ErrorIds.KafkaListenerExpectsTls)]
    [InlineData(ListenerKind.Plaintext, ListenerKind.SaslSsl, ErrorIds.KafkaListenerExpectsTls)]
    [InlineData(ListenerKind.Sasl, ListenerKind.SaslSsl, ErrorIds.KafkaListenerExpectsTls)]
    [InlineData(ListenerKind.Ssl, ListenerKind.Plaintext, ErrorIds.KafkaListenerExpectsPlaintext)]
    [InlineData(ListenerKind.SaslSsl, ListenerKind.Sasl, ErrorIds.KafkaListenerExpectsPlaintext)]
    [InlineData(ListenerKind.SaslSsl, ListenerKind.Plaintext, ErrorIds.KafkaListenerExpectsPlaintext)]
    [InlineData(ListenerKind.Plaintext, ListenerKind.Sasl, ErrorIds.KafkaAuthenticationRequired)]
    [InlineData(ListenerKind.Plaintext, ListenerKind.OAuth, ErrorIds.KafkaAuthenticationRequired)]
    [InlineData(ListenerKind.Ssl, ListenerKind.SaslSsl, ErrorIds.KafkaAuthenticationRequired)]
    [InlineData(ListenerKind.Sasl, ListenerKind.Plaintext, ErrorIds.KafkaAuthenticationNotExpected)]
    public async Task Port_and_protocol_do_not_belong_together(ListenerKind spoken, ListenerKind port, string errorId)
    {
        await FailsAsync(errorId, spoken, Cluster.Broker(2).Address(port));
        await FailsAsync(errorId, spoken, Cluster.BootstrapServers(port));
    }

    [LiveFact]
    public async Task SASL_over_TLS_on_a_listener_without_SASL()
    {
        var properties = KafkaClientProperties.For(Cluster, ListenerKind.SaslSsl);
        foreach (var (name, value) in KafkaClientProperties.For(Cluster, ListenerKind.Ssl).Where(setting => setting.Key.StartsWith("ssl.", StringComparison.Ordinal)))
        {
            properties[name] = value;
        }

        await FailsAsync(ErrorIds.KafkaAuthenticationNotExpected, properties, Cluster.BootstrapServers(ListenerKind.Ssl));
    }

    [LiveTheory]
    [InlineData(ListenerKind.Plaintext)]
    [InlineData(ListenerKind.Sasl)]
    public async Task A_web_server_listens(ListenerKind spoken)
    {
        await using var server = GarbageServer.Http();
        Assert.Contains("HTTP/1.1 400", (await FailsAsync(ErrorIds.KafkaNotABroker, spoken, server.Address)).Message, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task Something_else_listens()
    {
        await using var server = new GarbageServer([0xff, 0xfe, 0xfd, 0xfc, 1, 2, 3, 4]);
        await FailsAsync(ErrorIds.KafkaNotABroker, ListenerKind.Plaintext, server.Address);
    }

    [LiveTheory]
    [InlineData(ListenerKind.Plaintext)]
    [InlineData(ListenerKind.SaslSsl)]
    public async Task The_server_stays_silent(ListenerKind spoken)
    {
        await using var server = new SilentServer();
        var problem = await FailsAsync(ErrorIds.KafkaBrokerNotResponding, KafkaClientProperties.For(Cluster, spoken), server.Address, TimeSpan.FromSeconds(1));
        Assert.Equal(ProblemCategory.OperationTimeout, problem.Category);
        Assert.Contains(spoken == ListenerKind.Plaintext ? "ApiVersions" : "TLS handshake", problem.Message, StringComparison.Ordinal);
    }

    [LiveTheory]
    [InlineData(false, ListenerKind.Plaintext)]
    [InlineData(true, ListenerKind.Plaintext)]
    [InlineData(false, ListenerKind.Sasl)]
    public async Task The_server_hangs_up(bool reset, ListenerKind spoken)
    {
        await using var server = new ClosingServer(reset);
        await FailsAsync(ErrorIds.KafkaConnectionClosed, spoken, server.Address);
    }

    [LiveTheory]
    [InlineData(OidcBehavior.ServerError, "500")]
    [InlineData(OidcBehavior.Garbage, "no access_token")]
    [InlineData(OidcBehavior.NoToken, "no access_token")]
    [InlineData(OidcBehavior.Silent, "didn't answer")]
    public async Task The_token_endpoint_gives_no_token(OidcBehavior behavior, string said)
    {
        Cluster.Identity.Behavior = behavior;
        try
        {
            var problem = await FailsAsync(ErrorIds.KafkaTokenRequestFailed, ListenerKind.OAuth);
            Assert.Contains(said, problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(KafkaUsers.Password(KafkaUsers.Admin), problem.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Cluster.Identity.Behavior = OidcBehavior.Normal;
        }
    }

    [LiveFact]
    public async Task The_token_endpoint_refuses_the_client()
    {
        var problem = await FailsAsync(
            ErrorIds.KafkaTokenRequestFailed, ListenerKind.OAuth, change: properties => properties["sasl.jaas.config"] = properties["sasl.jaas.config"].Replace("admin-secret", "wr0ng-secret", StringComparison.Ordinal));
        Assert.Contains("invalid_client", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-secret", problem.ToString(), StringComparison.Ordinal);
    }

    private Task<Problem> FailsAsync(string errorId, ListenerKind kind, string? servers = null, string mechanism = "SCRAM-SHA-512", Action<Dictionary<string, string>>? change = null)
    {
        var properties = KafkaClientProperties.For(Cluster, kind, mechanism: mechanism);
        change?.Invoke(properties);
        return FailsAsync(errorId, properties, servers ?? Cluster.BootstrapServers(kind));
    }

    private static async Task<Problem> FailsAsync(string errorId, Dictionary<string, string> properties, string servers, TimeSpan? patience = null)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var failure = await Assert.ThrowsAsync<ProblemException>(() => Kafka.ConnectAsync(
            new KafkaConnectionRequest { BootstrapServers = [servers], Properties = properties }, new RecordingOperation(), Within(patience ?? Deadline)));
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        Assert.True(errorId == failure.Problem.ErrorId, $"{failure.Problem}\n{failure}");
        Assert.True(elapsed < Soon, $"The cause took {elapsed} to be known.");
        return failure.Problem;
    }
}
