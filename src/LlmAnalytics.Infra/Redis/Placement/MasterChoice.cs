namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>
/// Chooses one master a shard so that no zone, and then no machine, holds more masters than it must: a bipartite matching of shards and nodes, as a flow
/// through machines and zones with the smallest limits that let every shard through. A zone lost then costs as few masters as possible, the quorum last.
/// </summary>
internal static class MasterChoice
{
    /// <summary>The master of every shard, in the shards' order.</summary>
    /// <param name="shards">The nodes of each; one with slots is the only choice of its shard.</param>
    public static IReadOnlyList<PlacementNode> Choose(IReadOnlyList<IReadOnlyList<PlacementNode>> shards)
    {
        IReadOnlyList<IReadOnlyList<PlacementNode>> candidates =
            [.. shards.Select(nodes => nodes.FirstOrDefault(node => node.Slots.Count > 0) is { } owner ? [owner] : nodes)];
        var perZone = Smallest(shards.Count, limit => Match(candidates, limit, shards.Count));
        var perMachine = Smallest(shards.Count, limit => Match(candidates, perZone, limit));
        return Match(candidates, perZone, perMachine)!;
    }

    private static int Smallest(int most, Func<int, object?> attempt) => Enumerable.Range(1, most).First(limit => attempt(limit) is not null);

    private static List<PlacementNode>? Match(IReadOnlyList<IReadOnlyList<PlacementNode>> shards, int perZone, int perMachine)
    {
        var flow = new FlowNetwork();
        foreach (var node in shards.SelectMany(nodes => nodes))
        {
            var machine = $"machine {node.Zone}/{node.Machine}";
            var zone = node.Zone is null ? FlowNetwork.Sink : $"zone {node.Zone}";
            flow.Connect($"node {node.Address}", machine, 1);
            flow.Connect(machine, zone, perMachine);
            if (node.Zone is not null)
            {
                flow.Connect(zone, FlowNetwork.Sink, perZone);
            }
        }

        for (var shard = 0; shard < shards.Count; shard++)
        {
            foreach (var node in shards[shard])
            {
                flow.Connect($"shard {shard}", $"node {node.Address}", 1);
            }

            if (!flow.Augment($"shard {shard}"))
            {
                return null;
            }
        }

        return [.. shards.Select((nodes, shard) => nodes.First(node => flow.IsUsed($"shard {shard}", $"node {node.Address}")))];
    }
}
