namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>What a placement achieves, beside what the topology allows at best. Figures about zones are null where no zone is known.</summary>
/// <param name="SharedZones">Pairs of nodes of one shard that share a zone.</param>
/// <param name="SharedZonesBound">The fewest such pairs that any placement has.</param>
/// <param name="SharedMachines">Pairs of nodes of one shard that share a machine.</param>
/// <param name="SharedMachinesBound">The fewest such pairs that any placement has.</param>
/// <param name="MaxMastersPerZone">The most masters in one zone.</param>
/// <param name="ShardsLostPerZone">The most shards that lose all their nodes with one zone.</param>
/// <param name="ShardsLostPerMachine">The most shards that lose all their nodes with one machine.</param>
internal sealed record PlacementFigures(
    int? SharedZones, int? SharedZonesBound, int SharedMachines, int SharedMachinesBound, int? MaxMastersPerZone, int? ShardsLostPerZone, int ShardsLostPerMachine)
{
    public static PlacementFigures Of(IReadOnlyList<PlacedShard> shards)
    {
        var hasZones = shards.Any(shard => shard.Nodes.Any(node => node.Zone is not null));
        return new PlacementFigures(
            hasZones ? Shared(shards, node => node.Zone) : null,
            hasZones ? Bound(shards, node => node.Zone) : null,
            Shared(shards, node => node.Machine),
            Bound(shards, node => node.Machine),
            hasZones ? Domains(shards.Select(shard => shard.Master), node => node.Zone).DefaultIfEmpty().Max() : null,
            hasZones ? Lost(shards, node => node.Zone) : null,
            Lost(shards, node => node.Machine));
    }

    public override string ToString()
    {
        var machines = $"{SharedMachines} pairs of a shard on one machine (at best {SharedMachinesBound})";
        return SharedZones is null
            ? machines
            : $"{SharedZones} pairs of a shard in one zone (at best {SharedZonesBound}), {machines}, at most {MaxMastersPerZone} masters in one zone";
    }

    private static int Shared(IReadOnlyList<PlacedShard> shards, Func<PlacementNode, string?> domain) =>
        shards.Sum(shard => Domains(shard.Nodes, domain).Sum(count => Pairs(count)));

    /// <summary>c = a·M + b nodes of a domain leave b shards with a+1 of them and the others with a, at best.</summary>
    private static int Bound(IReadOnlyList<PlacedShard> shards, Func<PlacementNode, string?> domain) =>
        Domains(shards.SelectMany(shard => shard.Nodes), domain).Sum(count =>
        {
            var (each, more) = Math.DivRem(count, shards.Count);
            return ((shards.Count - more) * Pairs(each)) + (more * Pairs(each + 1));
        });

    private static int Lost(IReadOnlyList<PlacedShard> shards, Func<PlacementNode, string?> domain) => shards
        .Where(shard => domain(shard.Master) is { } first && shard.Nodes.All(node => domain(node) == first))
        .GroupBy(shard => domain(shard.Master)).Select(lost => lost.Count()).DefaultIfEmpty().Max();

    private static IEnumerable<int> Domains(IEnumerable<PlacementNode> nodes, Func<PlacementNode, string?> domain) =>
        nodes.Select(domain).Where(name => name is not null).GroupBy(name => name).Select(group => group.Count());

    private static int Pairs(int count) => count * (count - 1) / 2;
}
