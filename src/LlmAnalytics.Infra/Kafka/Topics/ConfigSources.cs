using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Where the value of a setting comes from, in the words of Kafka's own tools.</summary>
internal static class ConfigSources
{
    public const string Cluster = "Cluster";
    public const string None = "None";

    public static string Name(ConfigSource source) => source switch
    {
        ConfigSource.TopicConfig => "DynamicTopicConfig",
        ConfigSource.Unset => None,
        _ => source.ToString(),
    };
}
