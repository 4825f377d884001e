using System.Net;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>A name and its secret as settings give them. <see cref="ToString"/> shows the name alone.</summary>
internal sealed class SaslIdentity(string name, string secret)
{
    /// <summary>The user, or the OAuth client's id.</summary>
    internal string Name { get; } = name;

    /// <summary>The password, or the OAuth client's secret.</summary>
    internal string Secret { get; } = secret;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The caller's credential.</summary>
    internal static SaslIdentity Of(NetworkCredential credential)
    {
        if (string.IsNullOrEmpty(credential.UserName))
        {
            throw ConfigurationProblems.Invalid("-Credential", null, "it has no user name.", "Give a user name and a password.");
        }

        return new SaslIdentity(credential.UserName, credential.Password);
    }

    /// <summary>
    /// Name and secret, each from the highest layer that has it, be it a setting of its own or an option of the jaas line. A name is never
    /// paired with a secret from a lower layer that belongs to that layer's own name.
    /// </summary>
    internal static SaslIdentity Of(SettingSet settings, JaasEntry? jaas, IdentityNames names)
    {
        var jaasSetting = settings.FindAny(KafkaSettingNames.SaslJaasConfig);
        var (name, nameFrom) = Pick(settings, jaas, jaasSetting, names.NameSetting, names.NameOption);
        var (secret, secretFrom) = Pick(settings, jaas, jaasSetting, names.SecretSetting, names.SecretOption);
        if (name is null || nameFrom is null)
        {
            throw Missing(names.NameSetting, names.NameOption, secretFrom);
        }

        if (secret is null || secretFrom is null)
        {
            throw Missing(names.SecretSetting, names.SecretOption, nameFrom);
        }

        var secretHasOwnName = settings.IsGivenIn(secretFrom.Layer, names.NameSetting) || (secretFrom == jaasSetting && jaas?.Options.ContainsKey(names.NameOption) == true);
        return secretFrom.Layer < nameFrom.Layer && secretHasOwnName
            ? throw ConfigurationProblems.Invalid(nameFrom, $"it replaces the name beside {secretFrom}, but not the secret that belongs to it.", $"Give '{names.SecretSetting}' there too.")
            : new SaslIdentity(name, secret);
    }

    private static (string? Value, Setting? From) Pick(SettingSet settings, JaasEntry? jaas, Setting? jaasSetting, string name, string option)
    {
        var setting = settings.Find(name);
        if (jaas is not null && jaas.Options.TryGetValue(option, out var value) && (setting is null || jaasSetting!.Layer >= setting.Layer))
        {
            return (value, jaasSetting); // within a layer the jaas line wins, as in Java, which doesn't know the other setting
        }

        return (setting?.Value, setting);
    }

    private static ProblemException Missing(string setting, string option, Setting? other)
    {
        var subject = other?.ToString() ?? "SASL";
        return ConfigurationProblems.Invalid(subject, setting, $"'{setting}' (or '{option}' in the jaas line) is missing.", "Give user and password with -Credential or by settings.");
    }
}

/// <summary>Where a name and its secret are looked for.</summary>
/// <param name="NameSetting">The setting with the name.</param>
/// <param name="NameOption">The jaas option with the name.</param>
/// <param name="SecretSetting">The setting with the secret.</param>
/// <param name="SecretOption">The jaas option with the secret.</param>
internal sealed record IdentityNames(string NameSetting, string NameOption, string SecretSetting, string SecretOption)
{
    /// <summary>User and password.</summary>
    internal static IdentityNames Password { get; } = new(KafkaSettingNames.SaslUserName, "username", KafkaSettingNames.SaslPassword, "password");

    /// <summary>OAuth client id and secret.</summary>
    internal static IdentityNames OAuthClient { get; } = new(KafkaSettingNames.OAuthClientId, "clientId", KafkaSettingNames.OAuthClientSecret, "clientSecret");
}
