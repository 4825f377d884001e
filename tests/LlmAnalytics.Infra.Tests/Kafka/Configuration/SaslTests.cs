using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Security;
using static LlmAnalytics.Infra.Tests.Kafka.Configuration.Resolving;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

public sealed class SaslTests : IDisposable
{
    private const string Packages = "org.apache.kafka.common.security.";
    private readonly TestFolder folder = new();

    [Theory]
    [InlineData("PLAIN", "plain.PlainLoginModule", "PLAIN")]
    [InlineData("SCRAM-SHA-256", "scram.ScramLoginModule", "SCRAM-SHA-256")]
    [InlineData("scram-sha-512", "scram.ScramLoginModule", "SCRAM-SHA-512")]
    [InlineData(null, "plain.PlainLoginModule", "PLAIN")]
    [InlineData(null, "scram.ScramLoginModule", "SCRAM-SHA-512")]
    public void The_jaas_line_of_a_file_gives_user_and_password(string? mechanism, string module, string expected)
    {
        using var settings = FromFile(folder, $"""
            security.protocol=SASL_SSL
            {(mechanism is null ? "#" : $"sasl.mechanism={mechanism}")}
            sasl.jaas.config={Packages}{module} required \
              username="alice" \
              password="{Secret}";
            """);
        Assert.Equal((expected, "alice"), (settings.Sasl!.Mechanism, settings.User));
        Assert.Equal((expected, "alice", Secret), (settings.ToLibrdkafka()["sasl.mechanism"], settings.ToLibrdkafka()["sasl.username"], settings.ToLibrdkafka()["sasl.password"]));
        Assert.IsType<PasswordCredentials>(settings.Sasl);
    }

    [Fact]
    public void librdkafkas_names_mean_the_same()
    {
        using var settings = Properties(("security.protocol", "SASL_SSL"), ("sasl.mechanisms", "PLAIN"), ("sasl.username", "alice"), ("sasl.password", Secret), ("metadata.broker.list", "a:1"));
        Assert.Equal(("PLAIN", "alice", "a:1"), (settings.Sasl!.Mechanism, settings.User, settings.BootstrapServers[0].ToString()));
        Assert.Empty(settings.Warnings);
    }

    [Theory]
    [InlineData("GSSAPI")]
    [InlineData("AWS_MSK_IAM")]
    [InlineData("DIGEST-MD5")]
    [InlineData("PLAIN,SCRAM-SHA-512")]
    public void Other_mechanisms_are_not_supported(string mechanism) =>
        Assert.Contains("SCRAM-SHA-512", NotSupported(("security.protocol", "SASL_SSL"), ("sasl.mechanism", mechanism)).RecommendedAction, StringComparison.Ordinal);

    [Theory]
    [InlineData("com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true;", "Krb5LoginModule")]
    [InlineData("software.amazon.msk.auth.iam.IAMLoginModule required;", "IAMLoginModule")]
    [InlineData("my.s3cr3t-Zebra required;", "its login module")]
    [InlineData(Packages + "scram.ScramLoginModule required username=\"u\" password=\"p\" tokenauth=\"true\";", "delegation tokens")]
    public void Other_login_modules_are_not_supported(string jaas, string expected) =>
        Assert.Contains(expected, NotSupported(("security.protocol", "SASL_SSL"), ("sasl.jaas.config", jaas)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sasl.login.callback.handler.class", "com.example.Handler")]
    [InlineData("sasl.client.callback.handler.class", "software.amazon.msk.auth.iam.IAMClientCallbackHandler")]
    [InlineData("sasl.login.class", "com.example.Login")]
    public void Java_classes_are_not_supported(string name, string value) => NotSupported(("security.protocol", "SASL_SSL"), (name, value));

    [Fact]
    public void Module_and_mechanism_must_agree()
    {
        var problem = Invalid(
            ("security.protocol", "SASL_SSL"), ("sasl.mechanism", "PLAIN"), ("sasl.jaas.config", $"{Packages}scram.ScramLoginModule required username=\"u\" password=\"{Secret}\";"));
        Assert.Contains("ScramLoginModule", problem.Message, StringComparison.Ordinal);
        Assert.Contains("PLAIN", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_jaas_line_names_its_place_and_not_its_text()
    {
        var problem = Fails(ErrorIds.KafkaSettingInvalid, () => FromFile(folder, $"\nsecurity.protocol=SASL_SSL\nsasl.jaas.config={Packages}plain.PlainLoginModule required password=x {Secret};"));
        Assert.Contains("'sasl.jaas.config' (admin.properties line 3)", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sasl.username", "sasl.password")]
    [InlineData("sasl.password", "sasl.username")]
    public void A_missing_half_is_named(string given, string missing)
    {
        var problem = Invalid(("security.protocol", "SASL_SSL"), (given, Secret));
        Assert.Contains($"'{missing}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"'{given}' (-Property)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sasl_without_anybody_is_refused() => Invalid(("security.protocol", "SASL_SSL"));

    [Fact]
    public void A_credential_without_a_name_is_refused() =>
        Fails(ErrorIds.KafkaSettingInvalid, () => Resolve(credential: new NetworkCredential(string.Empty, Secret)));

    public void Dispose() => folder.Dispose();
}
