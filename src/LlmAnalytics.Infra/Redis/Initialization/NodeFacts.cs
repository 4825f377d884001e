using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>What a node is before anything is done to it. Holds passwords to compare them: no record, nothing prints it.</summary>
internal sealed class NodeFacts(INode node)
{
    public INode Node => node;

    public NodePlace Place => node.Place;

    public required string Id { get; init; }

    /// <summary>Its INFO.</summary>
    public required InfoText Info { get; init; }

    /// <summary>Its CLUSTER NODES; empty where it isn't in cluster mode.</summary>
    public required IReadOnlyList<NodeLine> View { get; init; }

    /// <summary>The settings asked for; null where the user may not see them.</summary>
    public required IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>Commands that will be needed and that the user may not use.</summary>
    public required IReadOnlyList<string> Denied { get; init; }

    /// <summary>Whether it has CLUSTER ADDSLOTSRANGE (Redis 7.0 and newer).</summary>
    public required bool HasSlotRanges { get; init; }

    /// <summary>The address that other nodes reach it by.</summary>
    public required string MeetHost { get; init; }

    public bool IsClusterMode => Info.Text("cluster_enabled") == "1";

    public bool IsGarnet => Version.Product == "Garnet";

    public bool IsLoading => Info.Text("loading") == "1";

    public ServerVersion Version => ServerVersion.Of(Info) ?? new ServerVersion("Redis", "of an unknown version");

    /// <summary>Server and the first number of its version, which all nodes must share.</summary>
    public string Generation => $"{Version.Product} {Version.Number.Split('.')[0]}";

    /// <summary>Keys that it holds.</summary>
    public long Keys => Info.Names.Where(name => name.StartsWith("db", StringComparison.Ordinal)).Sum(name => Info.PartLong(name, "keys") ?? 0);

    public NodeLine Myself => View.First(line => line.IsMyself);

    /// <summary>The other nodes that it knows.</summary>
    public IEnumerable<NodeLine> Others => View.Where(line => !line.IsMyself);

    /// <summary>Whether all slots have an owner, as it sees it: the cluster may be in use.</summary>
    public bool SeesAllSlots => View.Sum(line => line.SlotCount) == SlotRange.Total;

    public bool Knows(string id) => View.Any(line => line.Id == id && !line.IsHandshake);
}
