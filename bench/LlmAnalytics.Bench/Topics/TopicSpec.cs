using System.Management.Automation;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Bench.Topics;

/// <summary>A topic that every contestant creates: an entry of the module's catalog, so that all make the same.</summary>
internal sealed record TopicSpec(string Name, int Partitions, short ReplicationFactor, IReadOnlyList<KeyValuePair<string, string>> Config)
{
    /// <summary>The 14 topics of the module's catalog.</summary>
    public static IReadOnlyList<TopicSpec> ReadCatalog(ModuleHost module) =>
        [.. module.Invoke("Get-LlmKafkaTopicDefinition").Where(definition => !Value<bool>(definition, "Optional")).Select(definition => new TopicSpec(
            Value<string>(definition, "Name"),
            Value<int>(definition, "Partitions"),
            (short)Value<int>(definition, "ReplicationFactor"),
            [.. Value<IReadOnlyDictionary<string, string>>(definition, "Config")]))];

    /// <summary>All of them in one request.</summary>
    public static CreateTopicsRequest Request(IEnumerable<TopicSpec> topics) => new()
    {
        Topics = [.. topics.Select(topic => new CreatableTopic
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions,
            ReplicationFactor = topic.ReplicationFactor,
            Configs = [.. topic.Config.Select(setting => new CreatableTopicConfig { Name = setting.Key, Value = setting.Value })],
        })],
    };

    private static T Value<T>(PSObject definition, string property) => (T)definition.Properties[property].Value;
}
