using LlmAnalytics.Infra.Redis.Placement;

namespace LlmAnalytics.Infra.Tests.Redis.Placement;

/// <summary>Everything that could be done with a few nodes.</summary>
internal static class BruteForce
{
    /// <summary>Every way to make shards whose sizes differ by one at most.</summary>
    public static IEnumerable<List<PlacementNode>[]> Groupings(IReadOnlyList<PlacementNode> nodes, int shards)
    {
        for (var code = 0; code < (int)Math.Pow(shards, nodes.Count); code++)
        {
            var groups = Enumerable.Range(0, shards).Select(_ => new List<PlacementNode>()).ToArray();
            var rest = code;
            foreach (var node in nodes)
            {
                groups[rest % shards].Add(node);
                rest /= shards;
            }

            if (groups.Max(group => group.Count) - groups.Min(group => group.Count) <= 1)
            {
                yield return groups;
            }
        }
    }

    public static IReadOnlyList<PlacedShard> Shards(List<PlacementNode>[] groups) => [.. groups.Select(group => new PlacedShard(group[0], group[1..], []))];

    /// <summary>Every way to choose one master a shard.</summary>
    public static IEnumerable<List<PlacementNode>> Choices(List<PlacementNode>[] shards) => shards.Aggregate(
        (IEnumerable<List<PlacementNode>>)[[]], (choices, shard) => choices.SelectMany(choice => shard.Select(node => new List<PlacementNode>([.. choice, node]))));

    /// <summary>The most masters in one zone, then on one machine: less is better.</summary>
    public static (int PerZone, int PerMachine) Burden(List<PlacementNode> masters) => (
        masters.Where(node => node.Zone is not null).GroupBy(node => node.Zone).Select(zone => zone.Count()).DefaultIfEmpty(1).Max(),
        masters.GroupBy(node => (node.Zone, node.Machine)).Max(machine => machine.Count()));
}
