using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Topology;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>What the loss of one machine, or of one zone, would cost.</summary>
internal static class PlacementCheck
{
    private const string Name = RedisChecks.Placement;
    private const string Expected = "no shard on one machine or in one zone";

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        var picture = context.Last;
        var shards = picture.Owners.Where(line => !line.IsFailed).Select(line => (Master: line, Nodes: (List<string>)[line.Id, .. picture.Replicas.Where(replica => replica.MasterId == line.Id).Select(replica => replica.Id)])).ToList();
        var machines = picture.Known.Values.ToDictionary(line => line.Id, line => MachineOf(context, line));
        var zones = picture.Known.Values.ToDictionary(line => line.Id, line => context.PlaceOf(line)?.Zone);
        var findings = new List<HealthCheck>();
        if (picture.Known.Count > 1 && machines.Values.OfType<string>().Distinct().Count() == 1 && machines.Values.All(machine => machine is not null))
        {
            findings.Add(Failed(Name, Warning, machines.Values.First(), Expected, $"All {picture.Known.Count} nodes are on one machine, {machines.Values.First()}: what takes it down takes the cluster down.", machines.Values.First(), "Spread the nodes over machines."));
        }
        else
        {
            findings.AddRange(In(machines, "on machine", Critical, shards, picture));
        }

        if (zones.Values.OfType<string>().Distinct().Count() == 1 && zones.Values.All(zone => zone is not null))
        {
            findings.Add(Failed(Name, Warning, zones.Values.First(), Expected, $"All nodes are in one zone, {zones.Values.First()}.", zones.Values.First(), "Spread the pods over zones (topologySpreadConstraints)."));
        }
        else
        {
            findings.AddRange(In(zones, "in zone", Warning, shards, picture));
            findings.AddRange(Majorities(zones, shards.Count, shards.Select(shard => shard.Master.Id)));
        }

        var zoneCount = zones.Values.OfType<string>().Distinct().Count();
        return Conclusion.Draw(context, Name, Critical, Parts.ClusterNodes, context.Nodes.Where(node => picture.LookOf(node)?.Nodes is null), findings,
            () => Passed(Name, Critical, zoneCount > 0 ? Count(zoneCount, "zone") : "zones not known", Expected,
                zoneCount > 0 ? "No shard is on one machine or in one zone, and no zone holds most of the masters." : "No shard is on one machine; zones are not known."));
    }

    private static IEnumerable<HealthCheck> In(Dictionary<string, string?> places, string where, string severity, List<(NodeLine Master, List<string> Nodes)> shards, Picture picture)
    {
        foreach (var shard in shards.Where(shard => shard.Nodes.Count > 1 && places[shard.Nodes[0]] is not null && shard.Nodes.All(id => places[id] == places[shard.Nodes[0]])))
        {
            var place = places[shard.Nodes[0]];
            yield return Failed(Name, severity, $"{where} {place}", Expected, $"The shard of {picture.NameOf(shard.Master.Id)} lies {where} {place} with all its {shard.Nodes.Count} nodes: its slots are lost with it.",
                picture.NameOf(shard.Master.Id), "Let a replica from elsewhere join it and one of its own go: on both, CLUSTER REPLICATE <the new master's id>");
        }
    }

    /// <summary>A zone without which the masters left are no majority, and can't elect replicas.</summary>
    private static IEnumerable<HealthCheck> Majorities(Dictionary<string, string?> zones, int masters, IEnumerable<string> ids) =>
        ids.GroupBy(id => zones[id]).Where(zone => zone.Key is not null && masters - zone.Count() < (masters / 2) + 1).Select(zone => Failed(Name, Warning, $"{zone.Count()} of {masters} masters in zone {zone.Key}",
            "a majority without any one zone", $"Zone {zone.Key} holds {zone.Count()} of {masters} masters: without it the others are no majority and elect nobody.", zone.Key, "On a replica in another zone: CLUSTER FAILOVER"));

    private static string? MachineOf(CheckContext context, NodeLine line) =>
        context.PlaceOf(line) is { } place ? place.KubernetesNode ?? (place.Pod is null ? place.Host : null) : null;
}
