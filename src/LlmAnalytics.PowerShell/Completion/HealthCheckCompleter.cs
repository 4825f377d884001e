using System.Collections;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the names of the checks of a cluster, in the order in which they are shown.</summary>
public sealed class HealthCheckCompleter : LlmCompleter
{
    private static readonly Dictionary<string, string> Descriptions = new()
    {
        [HealthChecks.BrokerReachable] = "Each broker answers, asked itself.",
        [HealthChecks.BrokerCount] = "There are enough brokers (-MinBrokers).",
        [HealthChecks.Racks] = "The brokers are spread over racks.",
        [HealthChecks.Quorum] = "The controllers have a leader, and every voter follows it.",
        [HealthChecks.Metadata] = "All brokers show the same topics, leaders and brokers.",
        [HealthChecks.ExpectedTopics] = "The catalog's topics exist.",
        [HealthChecks.TopicDrift] = "The catalog's topics are as the catalog has them.",
        [HealthChecks.OfflinePartitions] = "Every partition has a leader.",
        [HealthChecks.UnderMinIsr] = "Every partition has enough in-sync replicas for acks=all.",
        [HealthChecks.AtMinIsr] = "Every partition can lose a replica more.",
        [HealthChecks.UnderReplicated] = "All replicas are in sync.",
        [HealthChecks.Reassignments] = "Reassignments in progress: told, no fault.",
        [HealthChecks.PreferredLeaders] = "Leaders are on their preferred replicas.",
        [HealthChecks.Balance] = "Leaders and replicas are spread evenly (-MaxSkewPercent).",
        [HealthChecks.LogDirectories] = "All log directories are online and have room (-MaxDiskPercent).",
        [HealthChecks.BrokerDefaults] = "The brokers' defaults are safe.",
        [HealthChecks.InternalTopics] = "Kafka's own topics have enough replicas.",
        [HealthChecks.ConsumerLag] = "No consumer group is far behind (-MaxLag).",
        [HealthChecks.RoundTrip] = "A record passes through the cluster, by a topic made for it.",
    };

    /// <inheritdoc/>
    private protected override IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters) =>
        HealthChecks.All.Select(name => KeyValuePair.Create(name, Descriptions.GetValueOrDefault(name, name)));
}
