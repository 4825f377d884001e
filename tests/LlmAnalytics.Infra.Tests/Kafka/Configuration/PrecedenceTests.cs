using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Configuration;
using static LlmAnalytics.Infra.Tests.Kafka.Configuration.Resolving;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

public sealed class PrecedenceTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public void Nothing_given_means_the_local_broker_in_plain()
    {
        using var settings = Resolve();
        Assert.Equal("localhost:9092", settings.BootstrapServers[0].ToString());
        Assert.Equal(KafkaSecurityProtocol.Plaintext, settings.SecurityProtocol);
        Assert.Equal(("llm-analytics", null, null, null), (settings.ClientId, settings.User, settings.Tls, settings.Sasl));
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void Each_layer_goes_over_the_ones_below()
    {
        var environment = new Dictionary<string, string>
        {
            ["KAFKA_BOOTSTRAP_SERVERS"] = "environment:1",
            ["KAFKA_CLIENT_ID"] = "environment",
            ["KAFKA_CONFIG_FILE"] = folder.Write("env.properties", "bootstrap.servers=environmentfile:1\nclient.id=environmentfile\nsecurity.protocol=SSL\n"),
        };
        var file = folder.Write("admin.properties", "client.id=file\nbootstrap.servers=file:1");
        var properties = new Dictionary<string, string> { ["client.id"] = "property", ["bootstrap.servers"] = "property:1" };

        Check("environment:1", "environment", Resolve(environment: environment));
        Check("file:1", "file", Resolve(file: file, environment: environment));
        Check("property:1", "property", Resolve(file: file, properties: properties, environment: environment));
        Check("parameter:1", "property", Resolve("parameter:1", file, properties, environment: environment));
        Assert.Equal(KafkaSecurityProtocol.Ssl, Resolve(environment: environment).SecurityProtocol);
        Assert.Equal(KafkaSecurityProtocol.Plaintext, Resolve(file: file, environment: environment).SecurityProtocol);

        static void Check(string server, string clientId, KafkaSettings settings) =>
            Assert.Equal((server, clientId), (settings.BootstrapServers[0].ToString(), settings.ClientId));
    }

    [Fact]
    public void Beside_a_file_the_environment_gives_addresses_and_nothing_else()
    {
        var environment = new Dictionary<string, string> { ["KAFKA_BOOTSTRAP_SERVERS"] = "environment:1", ["KAFKA_SECURITY_PROTOCOL"] = "SSL", ["KAFKA_CLIENT_ID"] = "x" };
        using var settings = Resolve(file: folder.Write("admin.properties", "retries=1"), environment: environment);
        Assert.Equal("environment:1", settings.BootstrapServers[0].ToString());
        Assert.Equal((KafkaSecurityProtocol.Plaintext, "llm-analytics"), (settings.SecurityProtocol, settings.ClientId));
    }

    [Fact]
    public void The_environment_alone_describes_a_secured_cluster()
    {
        using var settings = Resolve(environment: new()
        {
            ["KAFKA_BOOTSTRAP_SERVERS"] = "a:9093",
            ["KAFKA_SECURITY_PROTOCOL"] = "SASL_SSL",
            ["KAFKA_SASL_MECHANISM"] = "SCRAM-SHA-256",
            ["KAFKA_SASL_USERNAME"] = "alice",
            ["KAFKA_SASL_PASSWORD"] = Secret,
            ["KAFKA_PORT"] = "tcp://10.0.0.1:9092",
            ["KAFKA_SERVICE_HOST"] = "10.0.0.1",
            ["KAFKA_SSL_TRUSTSTORE_LOCATION"] = "",
        });
        Assert.Equal(("SCRAM-SHA-256", "alice"), (settings.Sasl!.Mechanism, settings.User));
        Assert.Equal(Secret, settings.ToLibrdkafka()["sasl.password"]);
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void A_secret_from_the_environment_goes_with_a_name_from_a_property() =>
        Assert.Equal("bob", Resolve(properties: new() { ["sasl.username"] = "bob" }, environment: new() { ["KAFKA_SASL_PASSWORD"] = Secret }).User);

    [Fact]
    public void A_name_is_never_paired_with_the_secret_of_another_name()
    {
        var file = folder.Write("admin.properties", $"sasl.jaas.config=a.PlainLoginModule required username=\"alice\" password=\"{Secret}\";");
        var problem = Fails(ErrorIds.KafkaSettingInvalid, () => Resolve(file: file, properties: new() { ["sasl.username"] = "bob" }));
        Assert.Contains("admin.properties line 1", problem.Message, StringComparison.Ordinal);
        using var settings = Resolve(file: file, properties: new() { ["sasl.username"] = "bob", ["sasl.password"] = "other", ["sasl.mechanism"] = "SCRAM-SHA-512" });
        Assert.Equal(("bob", "other"), (settings.User, settings.ToLibrdkafka()["sasl.password"]));
    }

    [Fact]
    public void A_credential_goes_over_everything_and_keeps_the_mechanism()
    {
        var file = folder.Write("admin.properties", "security.protocol=SASL_SSL\nsasl.jaas.config=a.PlainLoginModule required username=\"x\" password=\"y\";\nsasl.username=z");
        using var settings = Resolve(file: file, credential: Alice());
        Assert.Equal(("PLAIN", "alice"), (settings.Sasl!.Mechanism, settings.User));
        Assert.Equal(Secret, settings.ToLibrdkafka()["sasl.password"]);
    }

    [Fact]
    public void A_truststore_of_a_higher_layer_replaces_one_in_another_form()
    {
        var pem = TestCertificates.Authority().ExportCertificatePem();
        var file = folder.Write("admin.properties", "security.protocol=SSL\nssl.truststore.location=/missing.p12\nssl.truststore.type=PKCS12");
        using var settings = Resolve(file: file, properties: new() { ["ssl.ca.pem"] = pem });
        Assert.Single(settings.Tls!.TrustedRoots!);
    }

    [Theory]
    [InlineData("/no/such/file.properties", "does not exist")]
    [InlineData("/", "folder")]
    public void A_missing_file_says_who_named_it(string path, string why)
    {
        var problem = Fails(ErrorIds.KafkaFileUnreadable, () => Resolve(file: path));
        Assert.Contains("-ConfigFile", problem.Message, StringComparison.Ordinal);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
        problem = Fails(ErrorIds.KafkaFileUnreadable, () => Resolve(environment: new() { ["KAFKA_CONFIG_FILE"] = path }));
        Assert.Contains("KAFKA_CONFIG_FILE", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_process_environment_is_what_the_process_has() =>
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), KafkaSettingsResolver.ProcessEnvironment()["PATH"]);

    public void Dispose() => folder.Dispose();
}
