using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Configuration;
using static LlmAnalytics.Infra.Tests.Kafka.Configuration.Resolving;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

public sealed class ProtocolTests
{
    [Theory]
    [InlineData("PLAINTEXT", KafkaSecurityProtocol.Plaintext)]
    [InlineData("ssl", KafkaSecurityProtocol.Ssl)]
    [InlineData("sasl_plaintext", KafkaSecurityProtocol.SaslPlaintext)]
    [InlineData("SASL_SSL ", KafkaSecurityProtocol.SaslSsl)]
    internal void Protocols_are_read(string text, KafkaSecurityProtocol expected)
    {
        using var settings = Properties(("security.protocol", text), ("sasl.username", "u"), ("sasl.password", "p"));
        Assert.Equal(expected, settings.SecurityProtocol);
        Assert.Equal(expected.UsesTls(), settings.Tls is not null);
        Assert.Equal(expected.UsesSasl(), settings.Sasl is not null);
    }

    [Theory]
    [InlineData("TLS")]
    [InlineData("")]
    [InlineData("SASL_SSL,PLAINTEXT")]
    public void Others_are_refused(string text) =>
        Assert.Contains("'security.protocol' (-Property)", Invalid(("security.protocol", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_credential_alone_means_SASL_over_TLS_with_SCRAM()
    {
        using var settings = Resolve(credential: Alice());
        Assert.Equal((KafkaSecurityProtocol.SaslSsl, "SCRAM-SHA-512", "alice"), (settings.SecurityProtocol, settings.Sasl!.Mechanism, settings.User));
        Assert.Empty(settings.Warnings);
    }

    [Theory]
    [InlineData("PLAINTEXT")]
    [InlineData("SSL")]
    public void A_credential_needs_a_protocol_that_takes_it(string protocol)
    {
        var problem = Fails(ErrorIds.KafkaSettingInvalid, () => Resolve(properties: new() { ["security.protocol"] = protocol }, credential: Alice()));
        Assert.Contains(protocol, problem.Message, StringComparison.Ordinal);
        Fails(ErrorIds.KafkaSettingInvalid, () => Resolve($"{protocol}://a:1", credential: Alice()));
    }

    [Fact]
    public void A_protocol_implied_by_other_settings_is_said()
    {
        using var sasl = Properties(("sasl.username", "u"), ("sasl.password", "p"));
        Assert.Equal(KafkaSecurityProtocol.SaslSsl, sasl.SecurityProtocol);
        Assert.Contains("SASL_SSL is assumed because of 'sasl.username'", Assert.Single(sasl.Warnings), StringComparison.Ordinal);

        using var authority = TestCertificates.Authority();
        using var tls = Properties(("ssl.ca.pem", authority.ExportCertificatePem()));
        Assert.Equal(KafkaSecurityProtocol.Ssl, tls.SecurityProtocol);
        Assert.Contains("SSL is assumed because of 'ssl.ca.pem'", Assert.Single(tls.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_the_protocol_leaves_unused_are_said()
    {
        using var settings = Properties(("security.protocol", "PLAINTEXT"), ("sasl.mechanism", "PLAIN"), ("ssl.truststore.location", "/missing"));
        Assert.Equal(2, settings.Warnings.Count);
        Assert.Contains(settings.Warnings, w => w.Contains("'sasl.mechanism'", StringComparison.Ordinal));
        Assert.Contains(settings.Warnings, w => w.Contains("'ssl.truststore.location'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PLAIN", true)]
    [InlineData("SCRAM-SHA-512", false)]
    public void A_password_in_the_clear_is_said(string mechanism, bool warned)
    {
        using var settings = Properties(("security.protocol", "SASL_PLAINTEXT"), ("sasl.mechanism", mechanism), ("sasl.username", "u"), ("sasl.password", "p"));
        Assert.Equal(warned, settings.Warnings.Any(w => w.Contains("in the clear", StringComparison.Ordinal)));
    }
}
