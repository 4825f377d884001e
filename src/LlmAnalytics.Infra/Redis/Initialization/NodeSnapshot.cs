using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>How a node sees the cluster at one moment.</summary>
internal sealed record NodeSnapshot(INode Node)
{
    /// <summary>Why it could not be asked; null where it answered.</summary>
    public string? Failure { get; init; }

    /// <summary>Its CLUSTER NODES.</summary>
    public IReadOnlyList<NodeLine> View { get; init; } = [];

    /// <summary>Whether it says <c>cluster_state:ok</c>.</summary>
    public bool IsStateOk { get; init; }

    /// <summary>A replica's link to its master (<c>up</c> or <c>down</c>); null for a master.</summary>
    public string? MasterLink { get; init; }

    /// <summary>Its line about itself; null where it didn't answer.</summary>
    public NodeLine? Myself => View.FirstOrDefault(line => line.IsMyself);

    /// <summary>Whether it knows the node with this id, handshake done.</summary>
    public bool Knows(string id) => View.Any(line => line.Id == id && !line.IsHandshake);

    public static async Task<NodeSnapshot> TakeAsync(INode node, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            var nodes = node.SendRepeatableAsync(patience, ["CLUSTER", "NODES"], cancellationToken);
            var info = node.SendRepeatableAsync(patience, ["CLUSTER", "INFO"], cancellationToken);
            var replication = node.SendRepeatableAsync(patience, ["INFO", "replication"], cancellationToken);
            await Task.WhenAll(nodes, info, replication).ConfigureAwait(false);
            return new NodeSnapshot(node)
            {
                View = ClusterNodesText.Parse((await nodes.ConfigureAwait(false)).ToString()),
                IsStateOk = InfoText.Parse((await info.ConfigureAwait(false)).ToString()).Text("cluster_state") == "ok",
                MasterLink = InfoText.Parse((await replication.ConfigureAwait(false)).ToString()).Text("master_link_status"),
            };
        }
        catch (Exception e) when (e is ProblemException or NodeErrorException or FormatException)
        {
            return new NodeSnapshot(node) { Failure = e.Message };
        }
    }

    /// <summary>A node's part, comparable with what others say of it.</summary>
    public static string Role(string? master, IEnumerable<SlotRange> slots) => master is null ? $"master of {SlotRange.Text(slots)}" : $"replica of {master}";
}
