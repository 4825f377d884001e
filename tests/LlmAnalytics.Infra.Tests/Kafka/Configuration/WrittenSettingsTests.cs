using System.Collections.Immutable;
using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Configuration;
using static LlmAnalytics.Infra.Tests.Kafka.Configuration.Resolving;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

/// <summary>Unknown names, placeholders, and that nothing shows a secret.</summary>
public sealed class WrittenSettingsTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public void A_typing_error_is_found_and_the_right_name_suggested()
    {
        using var settings = FromFile(folder, "# mine\n\nsecurty.protocol=SASL_SSL\n");
        Assert.Equal("unknown setting 'securty.protocol' in admin.properties line 3: did you mean 'security.protocol'?", Assert.Single(settings.Warnings));
    }

    [Fact]
    public void Other_settings_of_Kafkas_clients_are_read_without_a_word()
    {
        using var settings = FromFile(folder, """
            client.id=ops
            request.timeout.ms=30000
            retries=3
            acks=all
            metadata.max.age.ms=1
            group.id=g
            socket.keepalive.enable=true
            ssl.secure.random.implementation=SHA1PRNG
            producer.linger.ms=5
            config.providers=env
            config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
            """);
        Assert.Empty(settings.Warnings);
        Assert.Equal("ops", settings.ClientId);
    }

    [Fact]
    public void Unknown_names_are_told_as_far_as_they_are_names()
    {
        using var settings = FromFile(folder, $"""
            my.own.setting=1
            broken.jaas \
            continues
            {Secret}
            {Secret}.x=y
            alice {Secret}
            b.c=1
            d.e=1
            f.g=1
            """);
        Assert.Equal(6, settings.Warnings.Count);
        Assert.Contains(settings.Warnings, w => w.Contains("'my.own.setting'", StringComparison.Ordinal));
        Assert.Equal("3 more unknown settings are ignored.", settings.Warnings[^1]);
        Assert.All(settings.Warnings, w => Assert.DoesNotContain(Secret, w, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Placeholders_of_environment_and_files_are_filled()
    {
        var secrets = folder.Write("secrets.properties", $"password={Secret}");
        var file = folder.Write("admin.properties", $"""
            bootstrap.servers=${"{env:HOST}"}:9093
            sasl.username=${"{env:WHO}"}-${"{env:WHO}"}
            sasl.password=${"{"}file:{secrets.Replace("\\", "\\\\", StringComparison.Ordinal)}:password{"}"}
            client.id=${"{literal}"} ${"{vault:x:y}"}
            """);
        using var settings = Resolve(file: file, environment: new() { ["HOST"] = "broker", ["WHO"] = "al" });
        Assert.Equal(("broker:9093", "al-al", "${literal} ${vault:x:y}"), (settings.BootstrapServers[0].ToString(), settings.User, settings.ClientId));
        Assert.Equal(Secret, settings.ToLibrdkafka()["sasl.password"]);
    }

    [Theory]
    [InlineData("client.id=${env:MISSING}", ErrorIds.KafkaSettingInvalid, "MISSING")]
    [InlineData("client.id=${file:/missing:key}", ErrorIds.KafkaFileUnreadable, "/missing")]
    [InlineData("client.id=${file:key}", ErrorIds.KafkaSettingInvalid, "${file:path:key}")]
    [InlineData("config.providers=vault\nclient.id=${vault:path:key}", ErrorIds.KafkaSettingNotSupported, "vault")]
    public void Placeholders_that_can_not_be_filled_are_refused(string text, string errorId, string expected) =>
        Assert.Contains(expected, Fails(errorId, () => FromFile(folder, text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Placeholders_name_a_missing_key_and_a_malformed_file()
    {
        var good = folder.Write("good.properties", $"password={Secret}");
        var bad = folder.Write("bad.properties", $"password={Secret}\\u12");
        Assert.Contains("no key 'pasword'", Fails(ErrorIds.KafkaSettingInvalid, () => Properties(("client.id", $"${{file:{good}:pasword}}"))).Message, StringComparison.Ordinal);
        Assert.Contains("line 1", Fails(ErrorIds.KafkaSettingInvalid, () => Properties(("client.id", $"${{file:{bad}:password}}"))).Message, StringComparison.Ordinal);
        Assert.Contains("line 1", Fails(ErrorIds.KafkaSettingInvalid, () => Resolve(file: bad)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_can_be_printed_shows_a_secret()
    {
        using var server = Properties(
            ("security.protocol", "SASL_PLAINTEXT"), ("sasl.mechanism", "PLAIN"), ("sasl.username", "alice"), ("sasl.password", Secret), ("ssl.keystore.location", Secret), (Secret, Secret));
        using var oauth = Properties(
            ("security.protocol", "SASL_SSL"), ("sasl.mechanism", "OAUTHBEARER"), ("sasl.oauthbearer.client.id", "alice"), ("sasl.oauthbearer.client.secret", Secret),
            ("sasl.oauthbearer.token.endpoint.url", "https://idp/token"));
        foreach (var settings in new[] { server, oauth })
        {
            object[] shown = [settings, settings.Sasl!, settings.SaslSettings!, settings.SaslSettings!.Identity, settings.TokenClient ?? (object)"", string.Join(' ', settings.Warnings)];
            Assert.All(shown, o => Assert.DoesNotContain(Secret, o.ToString(), StringComparison.Ordinal));
            Assert.Contains("alice", settings.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Secret, new Setting("sasl.password", Secret, new SettingSource(SettingLayer.Property, "-Property")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, new PropertyLine("sasl.password", Secret, 1).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Every setting in turn holds the secret, alone and beside a working description: whatever comes of it, nothing shows it.</summary>
    [Theory]
    [InlineData("PLAINTEXT")]
    [InlineData("SSL")]
    [InlineData("SASL_SSL")]
    public void No_message_shows_a_misplaced_secret(string protocol)
    {
        foreach (var name in KafkaSettingNames.Understood.Where(n => !Public.Contains(KafkaSettingNames.Canonical(n))))
        {
            foreach (var more in new[] { [], new Dictionary<string, string> { ["sasl.username"] = "u", ["sasl.password"] = "p" } })
            {
                var properties = new Dictionary<string, string>(more) { ["security.protocol"] = protocol, [name] = Secret };
                string shown;
                try
                {
                    using var settings = Resolve(properties: properties);
                    shown = name is KafkaSettingNames.SaslUserName ? string.Empty : settings + string.Join(' ', settings.Warnings);
                }
                catch (ProblemException e)
                {
                    shown = e.Problem + e.Message;
                }

                Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void librdkafka_takes_the_description()
    {
        using var authority = TestCertificates.Authority();
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        using var leaf = TestCertificates.Leaf(authority, key);
        using var settings = Properties(
            ("bootstrap.servers", "[::1]:1,localhost:1"), ("security.protocol", "SASL_SSL"), ("sasl.username", "alice"), ("sasl.password", Secret), ("ssl.ca.pem", authority.ExportCertificatePem()),
            ("ssl.certificate.pem", leaf.ExportCertificatePem() + "\n" + authority.ExportCertificatePem()), ("ssl.key.pem", key.ExportPkcs8PrivateKeyPem()));
        using var producer = new ProducerBuilder<Null, byte[]>(settings.ToLibrdkafka()).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        Assert.StartsWith("llm-analytics", producer.Name, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Addresses and paths are no secrets: a message about one has to show it.</summary>
    private static ImmutableArray<string> Public { get; } =
    [
        KafkaSettingNames.ClientId, KafkaSettingNames.BootstrapServers,
        KafkaSettingNames.TruststoreLocation, KafkaSettingNames.CaLocation, KafkaSettingNames.KeystoreLocation, KafkaSettingNames.CertificateLocation, KafkaSettingNames.KeyLocation,
    ];
}
