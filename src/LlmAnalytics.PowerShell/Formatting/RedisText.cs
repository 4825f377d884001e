using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Management.Automation.Host;

namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>The default views of a Redis cluster and of its initialization: the figures, then a row a shard or a node. No part of the module's interface.</summary>
public static class RedisText
{
    private const int Slots = 16384;

    /// <summary>The view's lines. One by one, since PowerShell repeats every colour of a text on each line that follows in it.</summary>
    /// <param name="value">A <see cref="RedisCluster"/> or a <see cref="RedisClusterResult"/>.</param>
    /// <param name="style">PowerShell's <c>$PSStyle</c>, whose colours and <c>OutputRendering</c> hold; null for plain text.</param>
    /// <param name="host">PowerShell's <c>$Host</c>; null for plain text of 80 columns.</param>
    public static IReadOnlyList<string> Lines(object value, object? style, PSHost? host)
    {
        var colors = HealthColors.Read(style, host);
        return value switch
        {
            RedisCluster cluster => Lines(cluster, colors),
            RedisClusterResult result => Lines(result, colors, TextLines.Width(host)),
            _ => throw new ArgumentException($"There is no view of {value?.GetType().Name ?? "nothing"}.", nameof(value)),
        };
    }

    private static List<string> Lines(RedisCluster cluster, HealthColors colors) =>
    [
        colors.Paint("=== Cluster ===", colors.Heading), "",
        .. TextTable.Lines("Metric", "Value",
        [
            ("Cluster State", TextLines.Clean(cluster.ClusterState)),
            ("Cluster Size", Number(cluster.ClusterSize)),
            ("Known Nodes", Number(cluster.KnownNodes)),
            ("Master Nodes", Number(cluster.MasterCount)),
            ("Replica Nodes", Number(cluster.ReplicaCount)),
            ("Slots Assigned", OfAll(cluster.SlotsAssigned)),
            ("Slots OK", OfAll(cluster.SlotsOk)),
            ("Current Epoch", cluster.CurrentEpoch.ToString(CultureInfo.InvariantCulture)),
        ]), "",
        colors.Paint("=== Shards ===", colors.Heading), "",
        .. Table(cluster.Shards,
            ("Shard", shard => Number(shard.Shard)), ("Slots", shard => shard.Slots), ("Count", shard => Number(shard.SlotCount)), ("Master", shard => shard.Master),
            ("Replicas", shard => shard.Replicas), ("Zones", shard => shard.Zones)),
    ];

    private static List<string> Lines(RedisClusterResult result, HealthColors colors, int width) =>
    [
        colors.Paint($"=== Cluster {result.Status} ===", colors.Heading), "",
        .. TextTable.Lines("Metric", "Value", Figures(result)), "",
        colors.Paint("=== Nodes ===", colors.Heading), "",
        .. Table(result.Nodes,
            ("Shard", node => Number(node.Shard)), ("Role", node => node.Role), ("Node", node => node.Pod ?? node.Endpoint), ("Machine", Machine),
            ("Zone", node => node.Zone), ("Slots", node => node.Slots)),
        .. result.Warnings.SelectMany(warning => TextLines.Hang("! ", warning, width)),
    ];

    /// <summary>The figures. Those that rest on zones are left out where nobody knows the zones.</summary>
    private static (string, string)[] Figures(RedisClusterResult result)
    {
        (string Name, string? Value)[] figures =
        [
            ("Master Nodes", Number(result.MasterCount)),
            ("Replica Nodes", Number(result.ReplicaCount)),
            ("Slots Assigned", OfAll(result.SlotsAssigned)),
            ("Shard Mates In One Zone", Bounded(result.SharedZones, result.SharedZonesBound)),
            ("Shard Mates On One Machine", Bounded(result.SharedMachines, result.SharedMachinesBound)),
            ("Most Masters In A Zone", Number(result.MaxMastersPerZone)),
            ("Shards Lost With A Zone", Number(result.ShardsLostPerZone)),
            ("Shards Lost With A Machine", Number(result.ShardsLostPerMachine)),
            ("Duration", HealthText.Seconds(result.DurationMs)),
        ];
        return [.. figures.Where(figure => figure.Value is not null).Select(figure => (figure.Name, figure.Value!))];
    }

    /// <summary>A row an item. Columns in which no row has anything are left out: pods outside Kubernetes, zones that nobody knows.</summary>
    private static IEnumerable<string> Table<T>(IReadOnlyList<T> items, params (string Header, Func<T, string?> Cell)[] columns)
    {
        var shown = Array.FindAll(columns, column => items.Any(item => !string.IsNullOrEmpty(column.Cell(item))));
        return shown.Length == 0 ? ["-"]
            : TextTable.Lines(Array.ConvertAll(shown, column => column.Header), [.. items.Select(item => Array.ConvertAll(shown, column => TextLines.Clean(column.Cell(item) ?? "")))]);
    }

    /// <summary>The machine, where the address doesn't tell it.</summary>
    private static string? Machine(RedisNodePlan node) =>
        node.Machine is { } machine && node.Endpoint.StartsWith(machine + ":", StringComparison.Ordinal) ? null : node.Machine;

    private static string? Bounded(int? count, int? bound) => count is null ? null : $"{Number(count)} (least possible: {Number(bound)})";

    private static string OfAll(int slots) => $"{Number(slots)}/{Slots}";

    [return: NotNullIfNotNull(nameof(value))]
    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
