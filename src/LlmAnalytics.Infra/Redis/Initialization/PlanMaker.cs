using LlmAnalytics.Infra.Redis.Placement;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>Makes the plan: places the nodes, and finds what is left to do by what each of them says now.</summary>
internal sealed class PlanMaker(IReadOnlyList<NodeFacts> facts, int masters, IReadOnlyDictionary<string, IReadOnlyList<TemporarySetting>> leftBehind)
{
    private readonly Dictionary<string, NodeFacts> _byId = facts.ToDictionary(node => node.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, NodeFacts> _byAddress = facts.ToDictionary(node => node.Place.Address, StringComparer.Ordinal);
    private readonly List<string> _warnings = [];

    public InitializationPlan Make()
    {
        var shards = ClusterPlacement.Place(facts.Select(AsPlaced), masters);
        var steps = shards.SelectMany((shard, index) => Steps(shard, index + 1)).ToList();
        steps = WithEpochs(WithMeets(steps));
        var nodes = WithSettings(steps);
        if (facts.Any(node => node.Place.Zone is not null) && facts.FirstOrDefault(node => node.Place.Zone is null) is { } unknown)
        {
            _warnings.Add($"The zone of {facts.Count(node => node.Place.Zone is null)} of {facts.Count} nodes isn't known ({unknown.Place} among them): they are taken to share none.");
        }

        return new InitializationPlan(nodes, PlacementFigures.Of(shards), facts.All(node => node.Myself.Slots.Count == 0 && !node.Others.Any()), _warnings);
    }

    private PlacementNode AsPlaced(NodeFacts node) => new(node.Place)
    {
        Slots = node.Myself.Slots,
        Master = node.Myself.MasterId is { } id && _byId.TryGetValue(id, out var master) ? master.Place.Address : null,
    };

    private IEnumerable<PlannedNode> Steps(PlacedShard shard, int number)
    {
        var master = _byAddress[shard.Master.Address];
        yield return new PlannedNode(master)
        {
            Shard = number,
            Slots = shard.Slots,
            SlotsToAdd = SlotRange.Of(shard.Slots.SelectMany(range => range.Slots).Except(master.Myself.Slots.SelectMany(range => range.Slots))),
        };
        foreach (var replica in shard.Replicas.Select(node => _byAddress[node.Address]))
        {
            yield return new PlannedNode(replica) { Shard = number, Master = master, Replicates = replica.Myself.MasterId != master.Id };
        }
    }

    /// <summary>
    /// Who introduces itself to whom: of each pair that doesn't know each other the first, for then nobody waits for gossip. Of many nodes the one that knows most
    /// meets the rest; gossip of Garnet is too slow for that.
    /// </summary>
    private static List<PlannedNode> WithMeets(List<PlannedNode> nodes)
    {
        if (nodes.Count <= InitializationPlan.MeshLimit || nodes.Exists(node => node.Facts.IsGarnet))
        {
            return [.. nodes.Select((node, i) => node with { Meets = [.. nodes.Skip(i + 1).Select(other => other.Facts).Where(other => !KnowEachOther(node.Facts, other))] })];
        }

        var hub = nodes.MaxBy(node => node.Facts.View.Count(line => !line.IsHandshake))!;
        return [.. nodes.Select(node => node != hub ? node
            : node with { Meets = [.. nodes.Where(other => other != hub).Select(other => other.Facts).Where(other => !KnowEachOther(hub.Facts, other))] })];
    }

    private static bool KnowEachOther(NodeFacts one, NodeFacts other) => one.Knows(other.Id) && other.Knows(one.Id);

    /// <summary>A node takes an epoch only while it has none and knows nobody. Without, equal epochs of masters are told apart by gossip, one collision after the other.</summary>
    private List<PlannedNode> WithEpochs(List<PlannedNode> nodes)
    {
        var epoch = facts.SelectMany(node => node.View).Select(line => line.ConfigEpoch).Append(0).Max();
        return [.. nodes.Select(node => node.Facts.Myself.ConfigEpoch == 0 && !node.Facts.Others.Any() ? node with { Epoch = ++epoch } : node)];
    }

    /// <summary>The settings to change for a while: only of nodes that nobody uses, and that say what they are now. Those left behind are put back in any case.</summary>
    private List<PlannedNode> WithSettings(List<PlannedNode> nodes)
    {
        var mayLower = nodes.Exists(node => node.HasSteps) && facts.All(node => node.Keys == 0 && !node.IsGarnet);
        if (mayLower && facts.FirstOrDefault(node => node.Settings?.ContainsKey(TemporarySetting.NodeTimeout) != true) is { } silent)
        {
            mayLower = false;
            _warnings.Add($"The user may not read settings on {silent.Place} (CONFIG GET): {TemporarySetting.NodeTimeout} stays as it is, and joining takes longer.");
        }

        return [.. nodes.Select(node => node with { Settings = [.. Settings(node.Facts, mayLower)] })];
    }

    private IEnumerable<TemporarySetting> Settings(NodeFacts node, bool mayLower)
    {
        var left = leftBehind.GetValueOrDefault(node.Id, []);
        foreach (var (name, value) in new[] { (TemporarySetting.NodeTimeout, facts.Count > InitializationPlan.MeshLimit ? 1000 : 500), (TemporarySetting.SyncDelay, 0) })
        {
            if (node.Settings?.GetValueOrDefault(name) is not { } text || !long.TryParse(text, out var current))
            {
                continue;
            }

            // A value that is no longer the temporary one was set by somebody else since: it stays.
            if (left.FirstOrDefault(setting => setting.Name == name && setting.Temporary == text) is { } entry)
            {
                yield return entry;
            }
            else if (mayLower && current > value)
            {
                yield return new TemporarySetting(name, FormattableString.Invariant($"{value}"), text);
            }
            else if (name == TemporarySetting.NodeTimeout && current <= 1000 && !node.IsGarnet)
            {
                _warnings.Add($"{TemporarySetting.NodeTimeout} of {node.Place} is {current} ms, which is very low: an initialization that was killed on another machine leaves it so.");
            }
        }
    }
}
