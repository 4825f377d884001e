using CsCheck;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Placement;

namespace LlmAnalytics.Infra.Tests.Redis.Placement;

/// <summary>Nodes on made-up machines in made-up zones.</summary>
internal static class Topologies
{
    /// <summary>At least three masters with 0 to 3 replicas each and up to 4 nodes more, on machines and zones of any sizes, in any order.</summary>
    public static Gen<(IReadOnlyList<PlacementNode> Nodes, int Masters)> Any { get; } =
        from masters in Gen.Int[3, 12]
        from replicas in Gen.Int[0, 3]
        from extra in Gen.Int[0, 4]
        from nodes in Of((masters * (replicas + 1)) + extra)
        select (nodes, masters);

    /// <summary>So few nodes that every placement can be tried.</summary>
    public static Gen<(IReadOnlyList<PlacementNode> Nodes, int Masters)> Small { get; } =
        from masters in Gen.Int[2, 3]
        from count in Gen.Int[masters, 7]
        from nodes in Of(count)
        select (nodes, masters);

    public static IReadOnlyList<PlacementNode> Zones(params int[] sizes) =>
        [.. sizes.SelectMany((size, zone) => Enumerable.Range(0, size).Select(i => Node($"10.0.{zone}.{i}", 6379, $"zone-{zone}")))];

    public static PlacementNode Node(string host, int port = 6379, string? zone = null, string? machine = null) =>
        new(new NodePlace(host, port) { Zone = zone, KubernetesNode = machine });

    private static Gen<IReadOnlyList<PlacementNode>> Of(int count) =>
        from zones in Gen.Int[0, 4]
        from machines in Gen.Int[1, 6]
        from seats in Gen.Int[0, 1000].Array[count]
        select (IReadOnlyList<PlacementNode>)[.. seats.Select((seat, i) => Node($"10.0.0.{i}", 6379, Zone(seat % machines, zones), $"machine-{seat % machines}"))];

    // A machine is in one zone; zone 0 of them is one without a name where there is more than one.
    private static string? Zone(int machine, int zones) => zones == 0 || (zones > 2 && machine % zones == 0) ? null : $"zone-{machine % zones}";
}
