using System.Collections.Immutable;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Configs;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Controllers;

/// <summary>Changes settings one by one. Source: Kafka's ConfigurationControlManager and ConfigAdminManager.</summary>
/// <param name="inForce">The value of a topic's setting that it doesn't have of its own: what lists are appended to.</param>
internal sealed class SettingChange(Func<ClusterState, ConfigResource, string, string?> inForce)
{
    /// <summary>Changes the settings of a resource; all or none.</summary>
    /// <exception cref="KafkaException">One of the changes can't be made.</exception>
    public ClusterState Apply(ClusterState cluster, ConfigResource resource, IReadOnlyList<AlterableConfig> changes)
    {
        CheckForm(changes);
        CheckResource(cluster, resource);
        var settings = cluster.OwnSettings(resource);
        settings = settings.WithComparers(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            settings = Apply(cluster, resource, settings, change);
        }

        if (resource.Type == ConfigResourceType.Topic)
        {
            SettingValidator.CheckTopic(settings);
        }
        else
        {
            CheckBroker(settings, changes);
        }

        return cluster.With(resource, settings);
    }

    private static void CheckForm(IReadOnlyList<AlterableConfig> changes)
    {
        if (changes.DistinctBy(change => change.Name, StringComparer.Ordinal).Count() < changes.Count)
        {
            throw new KafkaException(ErrorCode.InvalidRequest, "Error due to duplicate config keys");
        }

        if (changes.Where(change => change.ConfigOperation != ConfigOperation.Delete && change.Value is null).Select(change => change.Name).ToArray() is { Length: > 0 } nulls)
        {
            throw new KafkaException(ErrorCode.InvalidRequest, $"Null value not supported for : {string.Join(",", nulls)}");
        }
    }

    private static void CheckResource(ClusterState cluster, ConfigResource resource)
    {
        switch (resource.Type)
        {
            case ConfigResourceType.Topic when resource.Name.Length == 0:
                throw new KafkaException(ErrorCode.InvalidRequest, "Default topic resources are not allowed.");
            case ConfigResourceType.Topic when TopicNames.Problem(resource.Name) is { } problem:
                throw new KafkaException(ErrorCode.InvalidTopicException, problem);
            case ConfigResourceType.Topic when cluster.Topic(resource.Name) is null:
                throw new KafkaException(ErrorCode.UnknownTopicOrPartition, $"The topic '{resource.Name}' does not exist.");
        }
    }

    private ImmutableDictionary<string, string> Apply(ClusterState cluster, ConfigResource resource, ImmutableDictionary<string, string> settings, AlterableConfig change)
    {
        switch (change.ConfigOperation)
        {
            case ConfigOperation.Set:
                return settings.SetItem(change.Name, change.Value!);
            case ConfigOperation.Delete:
                return settings.Remove(change.Name);
            case ConfigOperation.Append or ConfigOperation.Subtract:
                return ChangeList(cluster, resource, settings, change);
            default:
                throw new KafkaException(ErrorCode.UnknownServerError);
        }
    }

    private ImmutableDictionary<string, string> ChangeList(ClusterState cluster, ConfigResource resource, ImmutableDictionary<string, string> settings, AlterableConfig change)
    {
        var definition = resource.Type == ConfigResourceType.Topic ? SettingCatalog.Topic.GetValueOrDefault(change.Name) : SettingCatalog.Broker.GetValueOrDefault(change.Name);
        if (definition?.Type != ConfigType.List)
        {
            throw new KafkaException(ErrorCode.InvalidConfig, $"Can't {change.ConfigOperation.ToString().ToUpperInvariant()} to key {change.Name} because its type is not LIST.");
        }

        var before = SettingValidator.ListValue(settings.GetValueOrDefault(change.Name) ?? inForce(cluster, resource, change.Name) ?? "");
        var named = SettingValidator.ListValue(change.Value!);
        var after = change.ConfigOperation == ConfigOperation.Append ? before.Union(named, StringComparer.Ordinal) : before.Except(named, StringComparer.Ordinal);
        return settings.SetItem(change.Name, string.Join(',', after));
    }

    private static void CheckBroker(ImmutableDictionary<string, string> settings, IReadOnlyList<AlterableConfig> changes)
    {
        var fixedOnes = changes.Select(change => change.Name).Where(name => SettingResolver.BrokerDefinition(name) is { ReadOnly: true } && SettingCatalog.Broker.ContainsKey(name)).ToArray();
        if (fixedOnes.Length > 0)
        {
            throw new KafkaException(ErrorCode.InvalidRequest, $"Cannot update these configs dynamically: [{string.Join(", ", fixedOnes)}]");
        }

        foreach (var change in changes)
        {
            if (settings.TryGetValue(change.Name, out var value) && SettingCatalog.Broker.TryGetValue(change.Name, out var definition))
            {
                CheckBroker(definition, value);
            }
        }
    }

    // The broker that is asked checks its own settings, and calls a bad one a bad request.
    private static void CheckBroker(SettingDefinition definition, string value)
    {
        try
        {
            SettingValidator.Check(definition, value);
        }
        catch (KafkaException e)
        {
            throw new KafkaException(ErrorCode.InvalidRequest, e.Text);
        }
    }
}
