using static LlmAnalytics.Infra.Kafka.Configuration.KafkaSettingNames;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>The mechanisms, and the login modules that Java pairs them with.</summary>
internal static class SaslMechanisms
{
    internal const string Plain = "PLAIN";
    internal const string ScramSha256 = "SCRAM-SHA-256";
    internal const string ScramSha512 = "SCRAM-SHA-512";
    internal const string OAuthBearer = "OAUTHBEARER";

    private const string PlainModule = "PlainLoginModule";
    private const string ScramModule = "ScramLoginModule";
    private const string OAuthModule = "OAuthBearerLoginModule";

    private static readonly string[] All = [Plain, ScramSha256, ScramSha512, OAuthBearer];

    /// <summary>
    /// The mechanism: the one named, else the one that the jaas line's module implies, OAUTHBEARER where there is a token endpoint, else
    /// SCRAM-SHA-512, the strongest that takes a password.
    /// </summary>
    internal static string Resolve(SettingSet settings, JaasEntry? jaas)
    {
        if (settings.Find(SaslMechanism) is { } setting)
        {
            return Array.Find(All, m => m.Equals(setting.Value.Trim(), StringComparison.OrdinalIgnoreCase)) ?? throw ConfigurationProblems.NotSupported(
                setting, $"the SASL mechanism {setting.Shown} is not supported.", $"Use one of {string.Join(", ", All)}.");
        }

        return jaas?.SimpleName switch
        {
            PlainModule => Plain,
            ScramModule => ScramSha512,
            OAuthModule => OAuthBearer,
            _ => settings.Find(TokenEndpoint) is null ? ScramSha512 : OAuthBearer,
        };
    }

    /// <summary>The jaas line of the settings, its module one that is supported; null where there is none.</summary>
    internal static JaasEntry? ReadJaas(SettingSet settings)
    {
        if (settings.Find(SaslJaasConfig) is not { } setting)
        {
            return null;
        }

        JaasEntry entry;
        try
        {
            entry = JaasLine.Parse(setting.Value);
        }
        catch (FormatException e)
        {
            throw ConfigurationProblems.Invalid(
                setting, $"{e.Message}.", "Write it as: org.apache.kafka.common.security.scram.ScramLoginModule required username=\"...\" password=\"...\";", e);
        }

        // The class is named only where it is one for sure: something else at its place might be a misplaced secret.
        return entry.SimpleName is PlainModule or ScramModule or OAuthModule ? entry : throw ConfigurationProblems.NotSupported(
            setting,
            entry.SimpleName.EndsWith("LoginModule", StringComparison.Ordinal) ? $"the login module {entry.SimpleName} is not supported." : "its login module is not supported.",
            $"Use {PlainModule}, {ScramModule} or {OAuthModule}.");
    }

    /// <summary>Holds the jaas line's module against the mechanism.</summary>
    internal static void CheckModule(SettingSet settings, JaasEntry jaas, string mechanism)
    {
        var expected = mechanism switch { Plain => PlainModule, OAuthBearer => OAuthModule, _ => ScramModule };
        if (jaas.SimpleName != expected)
        {
            throw ConfigurationProblems.Invalid(
                settings.Find(SaslJaasConfig)!, $"it names {jaas.SimpleName}, but the mechanism is {mechanism}, which goes with {expected}.", $"Correct it or '{SaslMechanism}'.");
        }
    }
}
