using System.Globalization;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Configs;

/// <summary>Which values settings may have. Source: Kafka's ConfigDef.java and LogConfig.java, whose words the messages are.</summary>
internal static class SettingValidator
{
    /// <summary>Refuses settings of a topic that Kafka refuses; of several bad ones the first is named.</summary>
    /// <exception cref="KafkaException">A setting is unknown or its value is wrong.</exception>
    public static void CheckTopic(IReadOnlyDictionary<string, string> settings)
    {
        foreach (var name in settings.Keys)
        {
            if (!SettingCatalog.Topic.ContainsKey(name))
            {
                throw Invalid($"Unknown topic config name: {name}");
            }
        }

        foreach (var (name, value) in settings)
        {
            Check(SettingCatalog.Topic[name], value);
        }
    }

    /// <summary>Refuses a value that is none of the setting's type and range.</summary>
    /// <exception cref="KafkaException">The value is wrong.</exception>
    public static void Check(SettingDefinition definition, string value)
    {
        var text = value.Trim();
        switch (definition.Type)
        {
            case ConfigType.Boolean when !(text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase)):
                throw Invalid(definition, value, "Expected value to be either true or false");
            case ConfigType.Int:
                CheckRange(definition, int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : throw NoNumber(definition, value), text);
                break;
            case ConfigType.Short:
                CheckRange(definition, short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var s) ? s : throw NoNumber(definition, value), text);
                break;
            case ConfigType.Long:
                CheckRange(definition, long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) ? l : throw NoNumber(definition, value), text);
                break;
            case ConfigType.Double:
                CheckRange(definition, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) ? d : throw NoNumber(definition, value), text);
                break;
            case ConfigType.List when definition.Name.EndsWith(".throttled.replicas", StringComparison.Ordinal):
                CheckThrottled(definition, ListValue(text));
                break;
            case ConfigType.List:
                foreach (var item in ListValue(text))
                {
                    CheckText(definition, item);
                }

                break;
            case ConfigType.String:
                CheckText(definition, text);
                break;
        }
    }

    /// <summary>The elements of a list setting.</summary>
    public static string[] ListValue(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void CheckThrottled(SettingDefinition definition, string[] replicas)
    {
        var isWellFormed = replicas is [] or ["*"] || replicas.All(replica => replica.Split(':') is [var partition, var broker]
            && int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out _) && int.TryParse(broker, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        if (!isWellFormed)
        {
            throw Invalid(definition, $"[{string.Join(", ", replicas)}]",
                $"{definition.Name} must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...");
        }
    }

    private static void CheckText(SettingDefinition definition, string value)
    {
        if (definition.Values.Count > 0 && !definition.Values.Contains(value, StringComparer.Ordinal))
        {
            throw Invalid(definition, value, $"String must be one of: {string.Join(", ", definition.Values)}");
        }
    }

    private static void CheckRange(SettingDefinition definition, double number, string text)
    {
        if (definition.Or is { } or && number != or && (number < definition.Min || number > definition.Max))
        {
            throw Invalid(definition, text, $"Value must be between {definition.Min} and {definition.Max} or equal to {or}");
        }

        if (number < definition.Min && number != definition.Or)
        {
            throw Invalid(definition, text, $"Value must be at least {definition.Min.Value.ToString(CultureInfo.InvariantCulture)}");
        }

        if (number > definition.Max)
        {
            throw Invalid(definition, text, $"Value must be no more than {definition.Max.Value.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static KafkaException NoNumber(SettingDefinition definition, string value) =>
        Invalid(definition, value, $"Not a number of type {definition.Type.ToString().ToUpperInvariant()}");

    private static KafkaException Invalid(SettingDefinition definition, string value, string why) =>
        Invalid($"Invalid value {value} for configuration {definition.Name}: {why}");

    private static KafkaException Invalid(string message) => new(ErrorCode.InvalidConfig, message);
}
