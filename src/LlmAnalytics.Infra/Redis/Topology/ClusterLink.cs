using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>A connection of the cluster's bus, as one of its ends shows it (CLUSTER LINKS, 7.0 and newer).</summary>
/// <param name="NodeId">The node at the other end.</param>
/// <param name="IsOutgoing">Whether this end opened it.</param>
/// <param name="SendBufferBytes">Bytes that wait to be sent.</param>
internal sealed record ClusterLink(string NodeId, bool IsOutgoing, long SendBufferBytes)
{
    /// <summary>More than that doesn't wait on a link by which the nodes' messages get through.</summary>
    public const long MaxSendBufferBytes = 1024 * 1024;

    /// <exception cref="FormatException">It isn't such an answer.</exception>
    public static IReadOnlyList<ClusterLink> Parse(RedisReply reply) =>
        [.. (reply.Items ?? throw new FormatException("CLUSTER LINKS is no list.")).Select(ParseOne)];

    private static ClusterLink ParseOne(RedisReply link)
    {
        var items = link.Items ?? throw new FormatException("A link of CLUSTER LINKS is no map.");
        string? Field(string name) => items.Where((_, i) => i % 2 == 1 && items[i - 1].Text == name).FirstOrDefault()?.Text;
        return new ClusterLink(
            Field("node") ?? throw new FormatException("A link of CLUSTER LINKS has no node."),
            Field("direction") == "to",
            long.TryParse(Field("send-buffer-used"), out var bytes) ? bytes : 0);
    }
}
