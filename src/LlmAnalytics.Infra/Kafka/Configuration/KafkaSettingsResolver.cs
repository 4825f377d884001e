using LlmAnalytics.Engine;
using static LlmAnalytics.Infra.Kafka.Configuration.KafkaSettingNames;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>
/// The one place where a connection is put together. The order: parameters (bootstrap servers, credential), <c>-Property</c>, the caller's
/// configuration file, environment variables, the file that <c>KAFKA_CONFIG_FILE</c> names, defaults (localhost:9092, PLAINTEXT). The caller's file
/// is a complete description: beside it the environment adds bootstrap servers at most, and only where nobody else names them.
/// <para>
/// Environment variables are <c>KAFKA_</c> and a setting's name in upper case with dots as underscores. Names of files that are relative are
/// looked for in the working directory, then in the folder of the file that holds them.
/// </para>
/// </summary>
internal static class KafkaSettingsResolver
{
    private static readonly SettingSource Default = new(SettingLayer.EnvironmentFile, "default");

    /// <summary>The environment of this process; on Windows names are found in any case.</summary>
    internal static IReadOnlyDictionary<string, string> ProcessEnvironment()
    {
        var result = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            result[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
        }

        return result;
    }

    /// <summary>Resolves a connection. Reads files; uses no network.</summary>
    /// <param name="request">What the caller gave.</param>
    /// <param name="environment">The environment variables.</param>
    /// <exception cref="ProblemException">
    /// <see cref="ErrorIds.KafkaSettingInvalid"/>, <see cref="ErrorIds.KafkaSettingNotSupported"/> or <see cref="ErrorIds.KafkaFileUnreadable"/>, naming the setting and its source.
    /// </exception>
    internal static KafkaSettings Resolve(KafkaConnectionRequest request, IReadOnlyDictionary<string, string> environment)
    {
        var layers = new SettingLayers(environment);
        var settings = layers.Collect(request);
        List<string> warnings = layers.Written.Count > 0 ? [.. UnknownSettings.Warnings(layers.Written)] : [];

        var servers = KafkaAddressList.Parse(settings.Find(BootstrapServers) ?? new Setting(BootstrapServers, "localhost:9092", Default));
        var protocol = ProtocolResolver.Resolve(settings, request.Credential, servers.Protocol, warnings);
        var tls = protocol.UsesTls() ? TlsResolver.Resolve(settings, warnings) : null;
        var sasl = protocol.UsesSasl() ? SaslResolver.Resolve(settings, request.Credential, tls, warnings) : null;
        if (sasl?.Credentials.Mechanism is SaslMechanisms.Plain or SaslMechanisms.OAuthBearer && protocol == KafkaSecurityProtocol.SaslPlaintext)
        {
            warnings.Add($"{sasl.Credentials.Mechanism} over SASL_PLAINTEXT sends the {(sasl.Tokens is null ? "password" : "token")} in the clear: anyone on the way can read it.");
        }

        return new KafkaSettings
        {
            BootstrapServers = servers.Addresses,
            SecurityProtocol = protocol,
            Tls = tls,
            SaslSettings = sasl,
            ClientId = settings.FindAny(ClientId)?.Value is { Length: > 0 } id ? id : KafkaSettings.DefaultClientId,
            Warnings = warnings,
        };
    }
}
