using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>What one node says: of itself, and of the cluster.</summary>
internal sealed record ClusterView
{
    /// <summary>The node, for further questions.</summary>
    public required INode Node { get; init; }

    public NodePlace Place => Node.Place;

    /// <summary>CLUSTER INFO; empty where it didn't answer.</summary>
    public InfoText Cluster { get; init; } = InfoText.Empty;

    /// <summary>CLUSTER NODES; empty where it didn't answer.</summary>
    public IReadOnlyList<NodeLine> Lines { get; init; } = [];

    /// <summary>INFO; empty where it didn't answer, or this user may not ask.</summary>
    public InfoText Info { get; init; } = InfoText.Empty;

    /// <summary>Milliseconds from a PING to its answer, over the open connection; null where it didn't answer.</summary>
    public double? RoundTripMs { get; init; }

    /// <summary>Why it tells nothing of the cluster; null where it does.</summary>
    public Problem? Failure { get; init; }

    /// <summary>Whether it is still reading its data in.</summary>
    public bool IsLoading { get; init; }

    /// <summary>Whether it told what it knows of the cluster.</summary>
    public bool Answers => Failure is null;

    /// <summary>Its own line; null where it didn't answer.</summary>
    public NodeLine? Myself => Lines.FirstOrDefault(line => line.IsMyself);

    /// <summary>Its id; null where it didn't answer.</summary>
    public string? Id => Myself?.Id;

    /// <summary>Whether it is in no cluster: it knows nobody, and owns no slot.</summary>
    public bool IsUnjoined => Answers && Lines.Count == 1 && Lines[0] is { IsMyself: true, SlotCount: 0 };
}
