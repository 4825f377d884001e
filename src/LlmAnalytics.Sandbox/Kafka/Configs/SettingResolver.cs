using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Configs;

/// <summary>
/// Which value a setting has, and why: the topic's own, then the broker's, that of all brokers, the properties file, Kafka's default.
/// Source: Kafka's ConfigHelper.scala and DynamicBrokerConfig.
/// </summary>
/// <param name="fileSettings">What stands in the properties file of a broker.</param>
internal sealed class SettingResolver(Func<int, FrozenDictionary<string, string>> fileSettings)
{
    private static readonly FrozenDictionary<string, IReadOnlyList<string>> Chains = SettingCatalog.Topic.Values
        .Where(definition => definition.BrokerNames.Count > 1)
        .ToFrozenDictionary(definition => definition.BrokerNames[0], definition => definition.BrokerNames, StringComparer.Ordinal);

    /// <summary>All settings of a topic, as a broker has them.</summary>
    public IEnumerable<SettingValue> Topic(ClusterState cluster, string topic, int brokerId)
    {
        var own = cluster.OwnSettings(ConfigResource.Topic(topic));
        return SettingCatalog.Topic.Values.Select(definition => Topic(cluster, definition, own, brokerId));
    }

    /// <summary>One setting of a topic: what the brokers go by.</summary>
    public string? TopicValue(ClusterState cluster, string topic, string name, int brokerId) =>
        Topic(cluster, SettingCatalog.Topic[name], cluster.OwnSettings(ConfigResource.Topic(topic)), brokerId).Value;

    /// <summary>All settings of a broker.</summary>
    public IEnumerable<SettingValue> Broker(ClusterState cluster, int brokerId)
    {
        var file = fileSettings(brokerId);
        return SettingCatalog.Broker.Keys
            .Concat(file.Keys)
            .Concat(cluster.OwnSettings(ConfigResource.Broker(brokerId)).Keys)
            .Concat(cluster.OwnSettings(ConfigResource.AllBrokers).Keys)
            .Distinct(StringComparer.Ordinal)
            .Select(name => Broker(cluster, name, brokerId));
    }

    /// <summary>The value of a broker's setting.</summary>
    public string? BrokerValue(ClusterState cluster, string name, int brokerId) => Broker(cluster, name, brokerId).Value;

    /// <summary>A number of a broker's properties file, or Kafka's default.</summary>
    public int FileNumber(string name, int brokerId) => int.Parse(
        fileSettings(brokerId).GetValueOrDefault(name) ?? SettingCatalog.Broker[name].Default ?? "0", CultureInfo.InvariantCulture);

    /// <summary>The settings that all brokers have in common, made while they ran.</summary>
    public static IEnumerable<SettingValue> AllBrokers(ClusterState cluster) =>
        cluster.OwnSettings(ConfigResource.AllBrokers).Select(setting => Effective(BrokerDefinition(setting.Key), [new(setting.Key, setting.Value, ConfigSource.DynamicDefaultBrokerConfig)]));

    /// <summary>What is known of a broker's setting; of one that Kafka doesn't know, that it takes a restart and may be secret.</summary>
    public static SettingDefinition BrokerDefinition(string name) =>
        SettingCatalog.Broker.GetValueOrDefault(name) ?? new SettingDefinition { Name = name, Type = ConfigType.Unknown, ReadOnly = true, Sensitive = true };

    private SettingValue Broker(ClusterState cluster, string name, int brokerId) => Effective(
        BrokerDefinition(name), [.. Chains.TryGetValue(name, out var chain) ? Chain(cluster, chain, brokerId) : BrokerSynonyms(cluster, name, brokerId)]);

    // Defaults in other units (hours for milliseconds) are told only behind a value in the setting's own.
    private List<SettingSynonym> Chain(ClusterState cluster, IReadOnlyList<string> names, int brokerId)
    {
        var own = names.Take(1).SelectMany(name => BrokerSynonyms(cluster, name, brokerId)).ToList();
        if (own.Count > 0)
        {
            own.AddRange(names.Skip(1).SelectMany(name => BrokerSynonyms(cluster, name, brokerId)));
        }

        return own;
    }

    private SettingValue Topic(ClusterState cluster, SettingDefinition definition, ImmutableDictionary<string, string> own, int brokerId)
    {
        var synonyms = new List<SettingSynonym>();
        if (own.TryGetValue(definition.Name, out var value))
        {
            synonyms.Add(new(definition.Name, value, ConfigSource.TopicConfig));
        }

        synonyms.AddRange(Chain(cluster, definition.BrokerNames, brokerId));
        return synonyms.Count > 0
            ? Effective(definition, synonyms)
            : new SettingValue(definition, definition.Default, ConfigSource.DefaultConfig, []);
    }

    private IEnumerable<SettingSynonym> BrokerSynonyms(ClusterState cluster, string name, int brokerId)
    {
        if (cluster.OwnSettings(ConfigResource.Broker(brokerId)).TryGetValue(name, out var value))
        {
            yield return new(name, value, ConfigSource.DynamicBrokerConfig);
        }

        if (cluster.OwnSettings(ConfigResource.AllBrokers).TryGetValue(name, out value))
        {
            yield return new(name, value, ConfigSource.DynamicDefaultBrokerConfig);
        }

        if (fileSettings(brokerId).TryGetValue(name, out value))
        {
            yield return new(name, value, ConfigSource.StaticBrokerConfig);
        }

        if (SettingCatalog.Broker.GetValueOrDefault(name)?.Default is { } byDefault)
        {
            yield return new(name, byDefault, ConfigSource.DefaultConfig);
        }
    }

    private static SettingValue Effective(SettingDefinition definition, List<SettingSynonym> synonyms)
    {
        if (definition.Sensitive)
        {
            synonyms = [.. synonyms.Select(synonym => synonym with { Value = null })];
        }

        return synonyms.Count > 0
            ? new SettingValue(definition, synonyms[0].Value, synonyms[0].Source, synonyms)
            : new SettingValue(definition, null, ConfigSource.DefaultConfig, []);
    }
}
