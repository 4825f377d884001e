using System.Collections.Immutable;

namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>
/// All that the controller knows, at one moment. Never changed: whoever holds one sees a cluster that doesn't move under his feet, and a broker with stale
/// metadata is one that holds on to an old one.
/// </summary>
internal sealed record ClusterState
{
    private static readonly ImmutableDictionary<string, string> NoSettings = ImmutableDictionary<string, string>.Empty;

    /// <summary>The registered brokers, fenced ones too, by id.</summary>
    public ImmutableSortedDictionary<int, BrokerState> Brokers { get; init; } = ImmutableSortedDictionary<int, BrokerState>.Empty;

    /// <summary>The topics by name.</summary>
    public ImmutableDictionary<string, TopicState> Topics { get; init; } = ImmutableDictionary.Create<string, TopicState>(StringComparer.Ordinal);

    /// <summary>The topics' names by id.</summary>
    public ImmutableDictionary<Guid, string> TopicIds { get; init; } = ImmutableDictionary<Guid, string>.Empty;

    /// <summary>Settings made while the cluster ran.</summary>
    public ImmutableDictionary<ConfigResource, ImmutableDictionary<string, string>> Settings { get; init; } =
        ImmutableDictionary<ConfigResource, ImmutableDictionary<string, string>>.Empty;

    /// <summary>The ACLs.</summary>
    public ImmutableHashSet<AclEntry> Acls { get; init; } = [];

    /// <summary>The end of the metadata log: one more with each change.</summary>
    public long Offset { get; init; }

    /// <summary>The active controller's node.</summary>
    public int ControllerId { get; init; }

    /// <summary>The active controller's epoch.</summary>
    public int ControllerEpoch { get; init; } = 1;

    /// <summary>Whether a broker is registered and not fenced.</summary>
    public bool IsLive(int brokerId) => Brokers.TryGetValue(brokerId, out var broker) && !broker.IsFenced;

    /// <summary>The brokers that are not fenced.</summary>
    public IEnumerable<BrokerState> LiveBrokers => Brokers.Values.Where(broker => !broker.IsFenced);

    /// <summary>The topic of an id; null for none.</summary>
    public TopicState? Topic(Guid id) => TopicIds.TryGetValue(id, out var name) ? Topics[name] : null;

    /// <summary>The topic of a name; null for none.</summary>
    public TopicState? Topic(string name) => Topics.GetValueOrDefault(name);

    /// <summary>A partition; null where there is none.</summary>
    public PartitionState? Partition(string topic, int index) =>
        Topic(topic) is { } found && (uint)index < (uint)found.Partitions.Length ? found.Partitions[index] : null;

    /// <summary>The settings that a resource has of its own.</summary>
    public ImmutableDictionary<string, string> OwnSettings(ConfigResource resource) => Settings.GetValueOrDefault(resource, NoSettings);

    /// <summary>With a topic, new or changed.</summary>
    public ClusterState With(TopicState topic) => this with { Topics = Topics.SetItem(topic.Name, topic), TopicIds = TopicIds.SetItem(topic.Id, topic.Name) };

    /// <summary>Without a topic and its settings.</summary>
    public ClusterState Without(TopicState topic) => this with
    {
        Topics = Topics.Remove(topic.Name),
        TopicIds = TopicIds.Remove(topic.Id),
        Settings = Settings.Remove(ConfigResource.Topic(topic.Name)),
    };

    /// <summary>With other settings of a resource.</summary>
    public ClusterState With(ConfigResource resource, ImmutableDictionary<string, string> settings) =>
        this with { Settings = settings.IsEmpty ? Settings.Remove(resource) : Settings.SetItem(resource, settings) };
}
