using System.Globalization;

namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>What the view of a verdict shows, whatever the verdict is on.</summary>
internal sealed record HealthReport(string Heading, (string Name, string Value)[] Figures, string Status, IReadOnlyList<HealthCheck> Checks, int DurationMs)
{
    /// <summary>The report of what a <c>Test-*</c> command returned.</summary>
    public static HealthReport Of(object health) => health switch
    {
        KafkaClusterHealth cluster => new("Cluster Status", FiguresOf(cluster), cluster.Status, cluster.Checks, cluster.DurationMs),
        KafkaAclHealth acls => new("ACL Status", FiguresOf(acls), acls.Status, acls.Checks, acls.DurationMs),
        RedisClusterHealth cluster => new("Cluster Status", FiguresOf(cluster), cluster.Status, cluster.Checks, cluster.DurationMs),
        _ => throw new ArgumentException($"There is no view of {health?.GetType().Name ?? "nothing"}.", nameof(health)),
    };

    private static (string, string)[] FiguresOf(KafkaClusterHealth health) =>
    [
        ("Cluster", Text(health.ClusterId)),
        ("Active Controller", Figure(health.ControllerId)),
        ("Brokers", Figure(health.BrokerCount)),
        ("Topics", Figure(health.TopicCount)),
        ("LLM Topics", Figure(health.LlmTopicCount)),
        ("Under-Replicated Partitions", Figure(health.UnderReplicatedPartitions)),
        ("Offline Partitions", Figure(health.OfflinePartitions)),
        ("Partitions Under Min ISR", Figure(health.UnderMinIsrPartitions)),
        ("Partitions At Min ISR", Figure(health.AtMinIsrPartitions)),
    ];

    private static (string, string)[] FiguresOf(KafkaAclHealth health) =>
    [
        ("Cluster", Text(health.ClusterId)),
        ("ACLs", Figure(health.AclCount)),
        ("Principals", Figure(health.PrincipalCount)),
        ("Dead ACLs", Figure(health.DeadAcls)),
        ("Broad ACLs", Figure(health.BroadAcls)),
        ("Shadowed ACLs", Figure(health.ShadowedAcls)),
        ("Duplicate ACLs", Figure(health.DuplicateAcls)),
    ];

    private static (string, string)[] FiguresOf(RedisClusterHealth health) =>
    [
        ("Cluster State", Text(health.ClusterState)),
        ("Cluster Size", Figure(health.ClusterSize)),
        ("Nodes Reachable", $"{health.ReachableNodes}/{health.NodeCount}"),
        ("Master Nodes", Figure(health.MasterCount)),
        ("Replica Nodes", Figure(health.ReplicaCount)),
        ("Slots Assigned", Slots(health.SlotsAssigned)),
        ("Slots OK", Slots(health.SlotsOk)),
    ];

    private static string Slots(int? count) => count is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{count}/16384");

    private static string Text(string? text) => text is null ? "unknown" : TextLines.Clean(text);

    private static string Figure(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}
