using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmAnalytics.Sandbox.Kafka.Configs;

/// <summary>The settings of topics and brokers that Kafka 4.3 knows, with their types and defaults.</summary>
internal static class SettingCatalog
{
    private const string Resource = "LlmAnalytics.Sandbox.Kafka.settings.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly Settings All = Load();

    /// <summary>The settings of topics by name.</summary>
    public static FrozenDictionary<string, SettingDefinition> Topic { get; } = All.Topic.ToFrozenDictionary(setting => setting.Name, StringComparer.Ordinal);

    /// <summary>The settings of brokers by name.</summary>
    public static FrozenDictionary<string, SettingDefinition> Broker { get; } = All.Broker.ToFrozenDictionary(setting => setting.Name, StringComparer.Ordinal);

    private static Settings Load()
    {
        using var stream = typeof(SettingCatalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        return JsonSerializer.Deserialize<Settings>(stream, Json) ?? throw new InvalidOperationException($"The resource {Resource} is empty.");
    }

    private sealed record Settings(IReadOnlyList<SettingDefinition> Topic, IReadOnlyList<SettingDefinition> Broker);
}
