namespace LlmAnalytics.Engine;

/// <summary>The names of the checks of a cluster, in the order in which they are shown.</summary>
public static class HealthChecks
{
    /// <summary>Each broker answers, asked itself.</summary>
    public const string BrokerReachable = nameof(BrokerReachable);

    /// <summary>There are enough brokers.</summary>
    public const string BrokerCount = nameof(BrokerCount);

    /// <summary>The brokers are spread over racks.</summary>
    public const string Racks = nameof(Racks);

    /// <summary>The controllers have a leader, and every voter follows it.</summary>
    public const string Quorum = nameof(Quorum);

    /// <summary>All brokers show the same topics, leaders and brokers.</summary>
    public const string Metadata = nameof(Metadata);

    /// <summary>The catalog's topics exist.</summary>
    public const string ExpectedTopics = nameof(ExpectedTopics);

    /// <summary>The catalog's topics are as the catalog has them.</summary>
    public const string TopicDrift = nameof(TopicDrift);

    /// <summary>Every partition has a leader.</summary>
    public const string OfflinePartitions = nameof(OfflinePartitions);

    /// <summary>Every partition has enough in-sync replicas for acks=all.</summary>
    public const string UnderMinIsr = nameof(UnderMinIsr);

    /// <summary>Every partition can lose a replica more.</summary>
    public const string AtMinIsr = nameof(AtMinIsr);

    /// <summary>All replicas are in sync.</summary>
    public const string UnderReplicated = nameof(UnderReplicated);

    /// <summary>Reassignments in progress: told, no fault.</summary>
    public const string Reassignments = nameof(Reassignments);

    /// <summary>Leaders are on their preferred replicas.</summary>
    public const string PreferredLeaders = nameof(PreferredLeaders);

    /// <summary>Leaders and replicas are spread evenly.</summary>
    public const string Balance = nameof(Balance);

    /// <summary>All log directories are online and have room.</summary>
    public const string LogDirectories = nameof(LogDirectories);

    /// <summary>The brokers' defaults are safe.</summary>
    public const string BrokerDefaults = nameof(BrokerDefaults);

    /// <summary>Kafka's own topics have enough replicas.</summary>
    public const string InternalTopics = nameof(InternalTopics);

    /// <summary>No consumer group is far behind.</summary>
    public const string ConsumerLag = nameof(ConsumerLag);

    /// <summary>A record passes through the cluster.</summary>
    public const string RoundTrip = nameof(RoundTrip);

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BrokerReachable, BrokerCount, Racks, Quorum, Metadata, ExpectedTopics, TopicDrift, OfflinePartitions, UnderMinIsr, AtMinIsr, UnderReplicated,
        Reassignments, PreferredLeaders, Balance, LogDirectories, BrokerDefaults, InternalTopics, ConsumerLag, RoundTrip,
    ];

    /// <summary>What each check looks for, in one sentence, with the parameter that sets its threshold.</summary>
    public static IReadOnlyDictionary<string, string> Descriptions { get; } = new Dictionary<string, string>
    {
        [BrokerReachable] = "Each broker answers, asked itself.",
        [BrokerCount] = "There are enough brokers (-MinBrokers).",
        [Racks] = "The brokers are spread over racks.",
        [Quorum] = "The controllers have a leader, and every voter follows it.",
        [Metadata] = "All brokers show the same topics, leaders and brokers.",
        [ExpectedTopics] = "The catalog's topics exist.",
        [TopicDrift] = "The catalog's topics are as the catalog has them.",
        [OfflinePartitions] = "Every partition has a leader.",
        [UnderMinIsr] = "Every partition has enough in-sync replicas for acks=all.",
        [AtMinIsr] = "Every partition can lose a replica more.",
        [UnderReplicated] = "All replicas are in sync.",
        [Reassignments] = "Reassignments in progress: told, no fault.",
        [PreferredLeaders] = "Leaders are on their preferred replicas.",
        [Balance] = "Leaders and replicas are spread evenly (-MaxSkewPercent).",
        [LogDirectories] = "All log directories are online and have room (-MaxDiskPercent).",
        [BrokerDefaults] = "The brokers' defaults are safe.",
        [InternalTopics] = "Kafka's own topics have enough replicas.",
        [ConsumerLag] = "No consumer group is far behind (-MaxLag).",
        [RoundTrip] = "A record passes through the cluster, by a topic made for it.",
    };
}
