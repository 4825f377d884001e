using System.Net;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.Transport;
using static LlmAnalytics.Infra.Kafka.Configuration.KafkaSettingNames;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Makes SASL credentials of the credential and the <c>sasl.*</c> settings.</summary>
internal static class SaslResolver
{
    /// <summary>Puts the credentials together.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="credential">The caller's credential, which goes over every setting; null for none.</param>
    /// <param name="tls">The TLS options: a token endpoint may be trusted by the same roots.</param>
    /// <param name="warnings">Takes what the operator should know.</param>
    internal static SaslSettings Resolve(SettingSet settings, NetworkCredential? credential, TlsOptions? tls, List<string> warnings)
    {
        RefuseJavaClasses(settings);
        var mechanismNamed = settings.Find(SaslMechanism) is not null;
        var jaas = credential is not null && mechanismNamed && !NeedsJaasBesideCredential(settings) ? null : SaslMechanisms.ReadJaas(settings);
        var mechanism = SaslMechanisms.Resolve(settings, jaas);
        if (mechanism == SaslMechanisms.OAuthBearer)
        {
            return OAuthResolver.Resolve(settings, jaas, credential, tls, warnings);
        }

        if (jaas is not null && credential is null && !IsJaasReplaced(settings))
        {
            SaslMechanisms.CheckModule(settings, jaas, mechanism);
            if (jaas.Options.GetValueOrDefault("tokenauth") is { } tokenAuth && tokenAuth.Equals("true", StringComparison.OrdinalIgnoreCase))
            {
                throw ConfigurationProblems.NotSupported(settings.Find(SaslJaasConfig)!, "delegation tokens (tokenauth) are not supported.", "Use a SCRAM user.");
            }
        }

        var identity = credential is not null ? SaslIdentity.Of(credential) : SaslIdentity.Of(settings, jaas, IdentityNames.Password);
        return new SaslSettings(new PasswordCredentials(mechanism, identity.Name, identity.Secret), identity, null);
    }

    /// <summary>With OAUTHBEARER, scope and extensions may stand in the jaas line though id and secret come from the caller.</summary>
    private static bool NeedsJaasBesideCredential(SettingSet settings) =>
        SaslMechanisms.OAuthBearer.Equals(settings.Find(SaslMechanism)?.Value.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>User and password of a higher layer leave nothing of the jaas line but the mechanism that it implies.</summary>
    private static bool IsJaasReplaced(SettingSet settings) =>
        settings.Find(SaslJaasConfig) is { } jaas && settings.Find(SaslUserName)?.Layer > jaas.Layer && settings.Find(SaslPassword)?.Layer > jaas.Layer;

    private static void RefuseJavaClasses(SettingSet settings)
    {
        foreach (var name in (ReadOnlySpan<string>)[SaslLoginClass, SaslClientCallbackHandler, SaslLoginCallbackHandler])
        {
            if (settings.Find(name) is { } setting && !(name == SaslLoginCallbackHandler && IsKafkasTokenHandler(setting.Value)))
            {
                throw ConfigurationProblems.NotSupported(
                    setting, "Java classes can't be used.", $"Remove the setting; for OAUTHBEARER by client credentials set '{TokenEndpoint}'.");
            }
        }
    }

    private static bool IsKafkasTokenHandler(string className) =>
        className.Trim() is "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler"
            or "org.apache.kafka.common.security.oauthbearer.secured.OAuthBearerLoginCallbackHandler";
}
