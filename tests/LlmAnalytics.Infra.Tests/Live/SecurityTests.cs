using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>Every way in that real brokers offer beside <see cref="PasswordTests"/>: simulated ones have neither TLS nor tokens.</summary>
public sealed class SecurityTests(LiveClusterFixture fixture) : BrokerTests(fixture)
{
    [LiveTheory]
    [InlineData(ListenerKind.Plaintext, "", "PLAINTEXT", null, null)]
    [InlineData(ListenerKind.Ssl, "", "SSL", null, "CN=client")]
    [InlineData(ListenerKind.SaslSsl, "PLAIN", "SASL_SSL", "PLAIN", "admin")]
    [InlineData(ListenerKind.SaslSsl, "SCRAM-SHA-256", "SASL_SSL", "SCRAM-SHA-256", "admin")]
    [InlineData(ListenerKind.SaslSsl, "SCRAM-SHA-512", "SASL_SSL", "SCRAM-SHA-512", "admin")]
    [InlineData(ListenerKind.OAuth, "OAUTHBEARER", "SASL_PLAINTEXT", "OAUTHBEARER", "admin")]
    public async Task Every_listener_can_be_connected_to(ListenerKind kind, string mechanism, string protocol, string? saslMechanism, string? user)
    {
        await using var connection = await ConnectAsync(kind, mechanism: mechanism);
        Assert.Equal((Cluster.ClusterId, protocol, saslMechanism, user), (connection.ClusterId, connection.SecurityProtocol, connection.SaslMechanism, connection.User));
        Assert.Equal((3, "Open", Cluster.BootstrapServers(kind)), (connection.BrokerCount, connection.State, connection.BootstrapServers));

        // Beyond the first broker: the addresses in the metadata are of the same listener.
        await connection.Cluster.Topics.GetNamesAsync(InTime);
    }

    [LiveTheory]
    [InlineData("PKCS12")]
    [InlineData("PEM")]
    [InlineData("PEM, encrypted key")]
    public async Task Mutual_TLS_from_a_Java_properties_file(string form)
    {
        var file = Path.Combine(Cluster.TlsFolder, $"{Guid.NewGuid():N}.properties");
        await File.WriteAllTextAsync(file, $"bootstrap.servers={Cluster.BootstrapServers(ListenerKind.Ssl)}\n" + KafkaClientProperties.ToFile(MutualTls(form)));
        await using var connection = await Kafka.ConnectAsync(new KafkaConnectionRequest { ConfigFile = file }, new RecordingOperation(), InTime);
        Assert.Equal((Cluster.ClusterId, "CN=client"), (connection.ClusterId, connection.User));
    }

    [LiveTheory]
    [InlineData("PKCS12")]
    [InlineData("PEM")]
    [InlineData("PEM, encrypted key")]
    public async Task Mutual_TLS_from_properties(string form)
    {
        await using var connection = await ConnectAsync(MutualTls(form), Cluster.BootstrapServers(ListenerKind.Ssl));
        Assert.Equal("CN=client", connection.User);
    }

    [LiveFact]
    public async Task A_user_and_password_are_enough_beside_a_trust_store()
    {
        var request = new KafkaConnectionRequest
        {
            BootstrapServers = [.. Cluster.Brokers.Select(broker => broker.Address(ListenerKind.SaslSsl))],
            Credential = new System.Net.NetworkCredential(KafkaUsers.Alice, KafkaUsers.Password(KafkaUsers.Alice)),
            Properties = new Dictionary<string, string> { ["ssl.ca.location"] = Cluster.Certificates.CaPath },
        };
        await using var connection = await Kafka.ConnectAsync(request, new RecordingOperation(), InTime);
        Assert.Equal(("SASL_SSL", "SCRAM-SHA-512", "alice"), (connection.SecurityProtocol, connection.SaslMechanism, connection.User));
    }

    [LiveFact]
    public async Task A_certificate_for_another_host_is_accepted_where_the_check_is_switched_off_and_that_is_warned_of()
    {
        await using var server = new TlsServer(new TlsServerOptions { Certificate = Cluster.Certificates.WrongHostServer, RelayPort = Cluster.Broker(1).Port(ListenerKind.Plaintext) });
        var properties = TrustingTls(Cluster.Certificates.TrustStorePath);
        properties["ssl.endpoint.identification.algorithm"] = "";
        var operation = new RecordingOperation();
        await using var connection = await ConnectAsync(properties, server.Address, operation);
        Assert.Equal(Cluster.ClusterId, connection.ClusterId);
        Assert.Contains(operation.Warnings, warning => warning.Contains("ssl.endpoint.identification.algorithm", StringComparison.Ordinal));
    }

    [LiveFact]
    public async Task Tokens_are_fetched_once_for_all_connections_of_a_session()
    {
        var before = Cluster.Identity.TokenRequests.Count;
        await using var connection = await ConnectAsync(ListenerKind.OAuth);
        await PrepareAsync(Definition(NewName("token")));
        await AllAsync(connection.Cluster.Topics.CreateAsync(new TopicCreation { Definitions = [Definition(NewName("token"))] }, new RecordingOperation(), InTime));
        Assert.Equal(1, Cluster.Identity.TokenRequests.Count - before);
    }

    private Dictionary<string, string> MutualTls(string form)
    {
        var properties = TrustingTls(form == "PKCS12" ? Cluster.Certificates.TrustStorePath : Cluster.Certificates.CaPath);
        var client = Cluster.Certificates.Client;
        switch (form)
        {
            case "PKCS12":
                properties["ssl.keystore.type"] = "PKCS12";
                properties["ssl.keystore.location"] = client.Pkcs12Path;
                properties["ssl.keystore.password"] = TestCertificates.Password;
                break;
            case "PEM":
                properties["ssl.keystore.type"] = "PEM";
                properties["ssl.keystore.location"] = client.KeyStorePemPath;
                break;
            default:
                properties["ssl.certificate.location"] = client.PemPath;
                properties["ssl.key.location"] = client.EncryptedKeyPath;
                properties["ssl.key.password"] = TestCertificates.Password;
                break;
        }

        return properties;
    }

    private static Dictionary<string, string> TrustingTls(string trustStore)
    {
        var properties = new Dictionary<string, string> { ["security.protocol"] = "SSL", ["ssl.truststore.location"] = trustStore };
        if (trustStore.EndsWith(".p12", StringComparison.Ordinal))
        {
            properties["ssl.truststore.type"] = "PKCS12";
            properties["ssl.truststore.password"] = TestCertificates.Password;
        }
        else
        {
            properties["ssl.truststore.type"] = "PEM";
        }

        return properties;
    }
}
