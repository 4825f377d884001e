namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>What all nodes say, put together: each speaks for itself, and where it is silent the others speak for it.</summary>
internal sealed class ClusterTopology
{
    private readonly Dictionary<string, int> _shards;

    public ClusterTopology(IEnumerable<ClusterView> views)
    {
        Views = [.. views];
        Nodes = [.. Merge(Views)];
        _shards = Nodes.Where(node => node is { IsMaster: true, Slots.Count: > 0 }).OrderBy(node => node.Slots[0].First).ThenBy(node => node.Id, StringComparer.Ordinal)
            .Select((node, index) => (node.Id!, index + 1)).ToDictionary(shard => shard.Item1, shard => shard.Item2, StringComparer.Ordinal);
    }

    /// <summary>The answers, one a node that was asked.</summary>
    public IReadOnlyList<ClusterView> Views { get; }

    /// <summary>The nodes that the views name, and those that were asked and that none of them names. Unfinished handshakes are none.</summary>
    public IReadOnlyList<TopologyNode> Nodes { get; }

    /// <summary>Whether at least one node told what it knows.</summary>
    public bool IsKnown => Views.Any(view => view.Answers);

    /// <summary>A node by its id; null where there is none.</summary>
    public TopologyNode? Find(string? id) => id is null ? null : Nodes.FirstOrDefault(node => node.Id == id);

    /// <summary>The master that a node belongs to: itself, or that of which it is a replica, over as many steps as there are; null where that isn't known.</summary>
    public TopologyNode? MasterOf(TopologyNode node)
    {
        var current = node;
        for (var steps = 0; current is { IsMaster: false } && steps < Nodes.Count; steps++)
        {
            current = Find(current.MasterId);
        }

        return current is { IsMaster: true } ? current : null;
    }

    /// <summary>The shard's number, from 1, in the order of the slots; null for a node without slots and master.</summary>
    public int? ShardOf(TopologyNode node) => MasterOf(node)?.Id is { } id && _shards.TryGetValue(id, out var shard) ? shard : null;

    private static IEnumerable<TopologyNode> Merge(IReadOnlyList<ClusterView> views)
    {
        var answering = views.Where(view => view.Answers).ToList();
        var ofOthers = answering.SelectMany(view => view.Lines).Where(line => line is { IsMyself: false, IsHandshake: false }).ToLookup(line => line.Id, StringComparer.Ordinal);
        var ids = answering.Select(view => view.Id).OfType<string>().Concat(ofOthers.Select(lines => lines.Key)).Distinct(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
        {
            // Its own line, else the newest of the others'; of equally new ones the most frequent.
            var own = answering.Find(view => view.Id == id);
            var others = ofOthers[id].ToList();
            var line = own?.Myself ?? others.GroupBy(other => other.ConfigEpoch).OrderByDescending(group => group.Key).First()
                .GroupBy(other => (other.IsFailed, Slots: SlotRange.Text(other.Slots))).OrderByDescending(group => group.Count()).First().First();
            var address = others.Select(other => other.Address).OfType<string>().GroupBy(text => text).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key
                ?? line.Address ?? own?.Place.Address ?? id;
            // The view of a node that doesn't answer has no id: it is known by its address.
            var view = own ?? views.FirstOrDefault(silent => !silent.Answers && silent.Place.Address.Equals(address, StringComparison.OrdinalIgnoreCase));
            named.Add(address);
            yield return new TopologyNode
            {
                Id = id,
                Address = own is { Myself.HasAddress: false } && others.Count == 0 ? own.Place.Address : address,
                IsMaster = !line.IsReplica,
                MasterId = line.MasterId,
                Slots = line.Slots,
                ConfigEpoch = line.ConfigEpoch,
                IsFailed = others.Exists(other => other.IsFailed),
                IsSuspect = others.Exists(other => other.IsSuspect),
                View = view,
            };
        }

        foreach (var view in views.Where(view => !view.Answers && !named.Contains(view.Place.Address)))
        {
            yield return new TopologyNode { Address = view.Place.Address, View = view };
        }
    }
}
