using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>
/// The cluster as its nodes' views make it up: the largest set of answering nodes that know each other, and what they say of everybody. A node is what it says itself, and
/// where it doesn't answer what most of the others say.
/// </summary>
internal sealed class Picture
{
    private readonly Func<NodeSurvey, Look?> _look;
    private readonly Dictionary<string, NodeSurvey> _byId;
    private readonly ILookup<string, (NodeSurvey Teller, NodeLine Line)> _viewsById;
    private readonly Dictionary<NodeSurvey, HashSet<string>> _knownIds = [];

    public Picture(ClusterSurvey survey, Func<NodeSurvey, Look?> look)
    {
        _look = look;
        var tellers = survey.Answering.Where(node => look(node)?.Myself is not null).ToList();
        _byId = tellers.GroupBy(node => look(node)!.Myself!.Id).ToDictionary(group => group.Key, group => group.First());
        Members = Largest(tellers);
        Outsiders = [.. tellers.Except(Members)];
        Views = [.. Members.SelectMany(member => LinesOf(member).Select(line => (member, line)))];
        _viewsById = Views.ToLookup(view => view.Line.Id, StringComparer.Ordinal);
        Known = Unite();
    }

    /// <summary>The answering nodes of the cluster.</summary>
    public IReadOnlyList<NodeSurvey> Members { get; }

    /// <summary>Answering nodes that are in no cluster, or in another one.</summary>
    public IReadOnlyList<NodeSurvey> Outsiders { get; }

    /// <summary>All nodes of the cluster, by id; those that are being met only are left out.</summary>
    public IReadOnlyDictionary<string, NodeLine> Known { get; }

    /// <summary>Masters that are not given up.</summary>
    public IEnumerable<NodeLine> Masters => Known.Values.Where(line => line.IsMaster && !line.IsFailed);

    /// <summary>Masters with slots.</summary>
    public IEnumerable<NodeLine> Owners => Known.Values.Where(line => line.IsMaster && line.SlotCount > 0);

    /// <summary>Replicas that are not given up.</summary>
    public IEnumerable<NodeLine> Replicas => Known.Values.Where(line => line.IsReplica && !line.IsFailed);

    /// <summary>Every member's lines about the others, those that are being met included.</summary>
    public IReadOnlyList<(NodeSurvey Teller, NodeLine Line)> Views { get; }

    /// <summary>Every member's line about one node.</summary>
    public IEnumerable<(NodeSurvey Teller, NodeLine Line)> ViewsOf(string id) => _viewsById[id];

    public IReadOnlyList<NodeLine> LinesOf(NodeSurvey node) => _look(node)?.Nodes ?? [];

    public Look? LookOf(NodeSurvey node) => _look(node);

    /// <summary>The node with the id, if it answers.</summary>
    public NodeSurvey? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>How people call the node: its pod and address, else its address, else its id.</summary>
    public string NameOf(string id) =>
        Find(id)?.ToString() ?? (Known.TryGetValue(id, out var line) && line.Address is not null ? line.Address : $"node {id[..Math.Min(8, id.Length)]}");

    /// <summary>Where to send a command that concerns the node: its host and port.</summary>
    public (string Host, int Port)? PlaceOf(string id) =>
        Find(id) is { } node ? (node.Place.Host, node.Place.Port) : Known.TryGetValue(id, out var line) ? (line.Host, line.Port) : null;

    private List<NodeSurvey> Largest(List<NodeSurvey> tellers)
    {
        var groups = new List<List<NodeSurvey>>();
        var left = new HashSet<NodeSurvey>(tellers);
        while (left.Count > 0)
        {
            var group = new List<NodeSurvey>();
            var queue = new Queue<NodeSurvey>([left.First()]);
            left.Remove(queue.Peek());
            while (queue.TryDequeue(out var node))
            {
                group.Add(node);
                // Who knows is enough, whichever way: a node that forgot the others is still theirs.
                foreach (var neighbour in left.Where(other => Knows(node, other) || Knows(other, node)).ToList())
                {
                    left.Remove(neighbour);
                    queue.Enqueue(neighbour);
                }
            }

            groups.Add(group);
        }

        return groups.OrderByDescending(group => group.Count).ThenByDescending(group => group.Sum(node => _look(node)!.Myself!.SlotCount)).FirstOrDefault() ?? [];
    }

    private bool Knows(NodeSurvey node, NodeSurvey other) => KnownIds(node).Contains(_look(other)!.Myself!.Id);

    private HashSet<string> KnownIds(NodeSurvey node)
    {
        if (!_knownIds.TryGetValue(node, out var ids))
        {
            ids = LinesOf(node).Where(line => !line.IsHandshake).Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
            _knownIds[node] = ids;
        }

        return ids;
    }

    private Dictionary<string, NodeLine> Unite()
    {
        var known = new Dictionary<string, NodeLine>(StringComparer.Ordinal);
        foreach (var views in _viewsById)
        {
            var all = views.Select(view => view.Line).Where(line => !line.IsHandshake).ToList();
            if (all.Count == 0)
            {
                continue;
            }

            var own = all.FirstOrDefault(line => line.IsMyself);
            var most = all.Where(line => !line.IsMyself).GroupBy(line => (line.IsMaster, line.MasterId, Slots: SlotRange.Text(line.Slots), line.IsFailed))
                .OrderByDescending(group => group.Count()).FirstOrDefault()?.First();
            // Of itself a node says neither its address, before it is met, nor that it has failed.
            known[views.Key] = own is null ? most! : own with
            {
                Host = most?.Host is { Length: > 0 } host ? host : own.Host,
                Port = most?.Port is > 0 ? most.Port : own.Port,
                Flags = most is { IsFailed: true } ? own.Flags.Append("fail").ToHashSet(StringComparer.Ordinal) : own.Flags,
            };
        }

        return known;
    }
}
