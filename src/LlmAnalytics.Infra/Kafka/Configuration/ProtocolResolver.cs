using System.Net;
using static LlmAnalytics.Infra.Kafka.Configuration.KafkaSettingNames;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>
/// Finds the security protocol. Where none is named, neither by <c>security.protocol</c> nor as prefix of the addresses, a credential or SASL
/// settings mean SASL_SSL and certificates mean SSL: a password never goes over the network in the clear unasked. With nothing given, PLAINTEXT.
/// </summary>
internal static class ProtocolResolver
{
    private static readonly string[] SaslMaterial = [SaslMechanism, SaslJaasConfig, SaslUserName, SaslPassword, TokenEndpoint];

    internal static KafkaSecurityProtocol Resolve(SettingSet settings, NetworkCredential? credential, KafkaSecurityProtocol? prefix, List<string> warnings)
    {
        var named = settings.Find(SecurityProtocol);
        var protocol = named is null ? prefix ?? Implied(settings, credential, warnings) : Parse(named);
        if (named is not null && prefix is not null && prefix != protocol)
        {
            throw ConfigurationProblems.Invalid(
                settings.Find(BootstrapServers)!, $"the addresses say {prefix.Value.KafkaName()}, but {named} says {protocol.KafkaName()}.", "Make them agree.");
        }

        var source = named?.ToString() ?? "the prefix of the addresses";
        if (credential is not null && !protocol.UsesSasl())
        {
            throw ConfigurationProblems.Invalid(
                "-Credential", SecurityProtocol, $"the protocol is {protocol.KafkaName()} ({source}), which takes no user.", $"Set '{SecurityProtocol}' to SASL_SSL, or leave the credential out.");
        }

        if (!protocol.UsesSasl() && settings.FirstGiven(SaslMaterial) is { } unusedSasl)
        {
            warnings.Add($"{unusedSasl} and other sasl settings are ignored: the protocol is {protocol.KafkaName()}.");
        }

        if (!protocol.UsesTls() && settings.FirstGiven(TlsMaterial) is { } unusedTls)
        {
            warnings.Add($"{unusedTls} and other ssl settings are ignored: the protocol is {protocol.KafkaName()}.");
        }

        return protocol;
    }

    private static KafkaSecurityProtocol Parse(Setting setting) => SecurityProtocols.TryParse(setting.Value.Trim(), out var protocol)
        ? protocol
        : throw ConfigurationProblems.Invalid(setting, $"{setting.Shown} is no security protocol.", "Use PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.");

    private static KafkaSecurityProtocol Implied(SettingSet settings, NetworkCredential? credential, List<string> warnings)
    {
        var sasl = settings.FirstGiven(SaslMaterial);
        if (credential is not null)
        {
            return KafkaSecurityProtocol.SaslSsl;
        }

        var (protocol, reason) = sasl is not null
            ? (KafkaSecurityProtocol.SaslSsl, sasl)
            : settings.FirstGiven(TlsMaterial) is { } tls ? (KafkaSecurityProtocol.Ssl, tls) : (KafkaSecurityProtocol.Plaintext, null);
        if (reason is not null)
        {
            warnings.Add($"'{SecurityProtocol}' is not set; {protocol.KafkaName()} is assumed because of {reason}.");
        }

        return protocol;
    }
}
