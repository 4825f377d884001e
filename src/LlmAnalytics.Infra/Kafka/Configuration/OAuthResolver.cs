using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.Transport;
using static LlmAnalytics.Infra.Kafka.Configuration.KafkaSettingNames;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Makes OAUTHBEARER credentials by client credentials of Java's and librdkafka's settings.</summary>
internal static class OAuthResolver
{
    private const string ExtensionPrefix = "extension_";

    internal static SaslSettings Resolve(SettingSet settings, JaasEntry? jaas, NetworkCredential? credential, TlsOptions? tls, List<string> warnings)
    {
        RefuseOtherWays(settings);
        if (jaas is not null)
        {
            SaslMechanisms.CheckModule(settings, jaas, SaslMechanisms.OAuthBearer);
            if (jaas.Options.Keys.Any(k => k.StartsWith("unsecuredLogin", StringComparison.Ordinal)))
            {
                throw ConfigurationProblems.NotSupported(settings.Find(SaslJaasConfig)!, "unsecured tokens (unsecuredLogin...) are not supported.", $"Set '{TokenEndpoint}'.");
            }
        }

        var endpoint = Endpoint(settings, warnings);
        var identity = credential is not null ? SaslIdentity.Of(credential) : SaslIdentity.Of(settings, jaas, IdentityNames.OAuthClient);
        var scope = settings.Find(OAuthScope)?.Value ?? jaas?.Options.GetValueOrDefault("scope");
        var tokens = new OidcTokenClient(new TokenRequestOptions(endpoint, identity.Name, scope, UrlEncode(settings), tls?.TrustedRoots), identity.Secret);
        var credentials = new TokenCredentials(async cancellationToken => (await tokens.GetTokenAsync(cancellationToken)).Value, Extensions(settings, jaas));
        return new SaslSettings(credentials, identity, tokens);
    }

    private static void RefuseOtherWays(SettingSet settings)
    {
        const string Action = "Use client credentials: a token endpoint, a client id and its secret.";
        Allow(settings, OAuthMethod, "oidc", "default");
        Allow(settings, OAuthGrantType, "client_credentials");
        Allow(settings, OAuthMetadataAuthentication, "none");
        if (settings.Find(OAuthRetriever) is { } retriever && !retriever.Value.Trim().EndsWith(".ClientCredentialsJwtRetriever", StringComparison.Ordinal)
            && !retriever.Value.Trim().EndsWith(".DefaultJwtRetriever", StringComparison.Ordinal))
        {
            throw ConfigurationProblems.NotSupported(retriever, "this way to a token is not supported.", Action);
        }

        if (settings.Find(OAuthConfig) is { } config)
        {
            throw ConfigurationProblems.NotSupported(config, "unsecured tokens are not supported.", Action);
        }

        void Allow(SettingSet all, string name, params string[] values)
        {
            if (all.Find(name) is { } setting && !values.Contains(setting.Value.Trim(), StringComparer.OrdinalIgnoreCase))
            {
                throw ConfigurationProblems.NotSupported(setting, $"{setting.Shown} is not supported.", Action);
            }
        }
    }

    private static Uri Endpoint(SettingSet settings, List<string> warnings)
    {
        if (settings.Find(TokenEndpoint) is not { } setting)
        {
            throw ConfigurationProblems.Invalid("OAUTHBEARER", TokenEndpoint, $"'{TokenEndpoint}' is missing.", "Set it to the https address of the token endpoint.");
        }

        if (!Uri.TryCreate(setting.Value.Trim(), UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
        {
            throw ConfigurationProblems.Invalid(setting, "it is no address, or holds a user.", "Set it to the https address of the token endpoint.");
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            throw ConfigurationProblems.NotSupported(setting, $"'{uri.Scheme}' addresses are not supported.", "Set it to the https address of the token endpoint.");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            warnings.Add($"{setting} is an http address: the client secret goes over the network in the clear.");
        }

        return uri;
    }

    private static bool UrlEncode(SettingSet settings)
    {
        if (settings.Find(OAuthHeaderUrlEncode) is not { } setting)
        {
            return true;
        }

        return bool.TryParse(setting.Value, out var encode)
            ? encode
            : throw ConfigurationProblems.Invalid(setting, $"{setting.Shown} is not true or false.", "Use true or false.");
    }

    /// <summary>KIP-342: <c>extension_name</c> options of the jaas line, or librdkafka's list <c>name=value,name=value</c>, which wins.</summary>
    private static Dictionary<string, string> Extensions(SettingSet settings, JaasEntry? jaas)
    {
        var extensions = (jaas?.Options ?? new Dictionary<string, string>())
            .Where(o => o.Key.StartsWith(ExtensionPrefix, StringComparison.Ordinal))
            .ToDictionary(o => o.Key[ExtensionPrefix.Length..], o => o.Value, StringComparer.Ordinal);
        if (settings.Find(OAuthExtensions) is { } list)
        {
            foreach (var item in list.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = item.IndexOf('=', StringComparison.Ordinal);
                extensions[equals > 0 ? item[..equals] : throw BadExtension(list)] = item[(equals + 1)..];
            }
        }

        // RFC 7628: names of letters alone, "auth" being the token's own; values without control characters, which separate the fields.
        return extensions.All(e => e.Key.Length > 0 && e.Key != "auth" && e.Key.All(char.IsAsciiLetter) && !e.Value.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n')))
            ? extensions
            : throw BadExtension(settings.Find(OAuthExtensions) ?? settings.Find(SaslJaasConfig)!);
    }

    private static ProblemException BadExtension(Setting setting) => ConfigurationProblems.Invalid(
        setting, "a SASL extension has a name that is not of letters alone, or a value with control characters.", "Correct the extension.");
}
