using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>What a node says of its own part in replication (ROLE).</summary>
/// <param name="IsMaster">Whether it is a master.</param>
/// <param name="Offset">Bytes of replication written (a master) or received (a replica); null where it isn't said.</param>
internal sealed record NodeRole(bool IsMaster, long? Offset)
{
    /// <summary>A replica's master as <c>host:port</c>; null for a master.</summary>
    public string? Master { get; init; }

    /// <summary>A replica's state: <c>connect</c>, <c>connecting</c>, <c>sync</c>, <c>connected</c>; null for a master.</summary>
    public string? State { get; init; }

    /// <summary>A master's replicas with the bytes that each has confirmed.</summary>
    public IReadOnlyList<(string Address, long? Offset)> Replicas { get; init; } = [];

    /// <exception cref="FormatException">It isn't such an answer.</exception>
    public static NodeRole Parse(RedisReply reply) => reply.Items switch
    {
        [{ Text: "master" }, var offset, var replicas, ..] => new NodeRole(true, offset.Integer)
        {
            Replicas = [.. (replicas.Items ?? []).Select(replica => replica.Items is [var host, var port, var confirmed, ..]
                ? (Address(host, port), confirmed.Integer)
                : throw new FormatException("ROLE names a replica in a way that isn't known."))],
        },
        [{ Text: "slave" or "replica" }, var host, var port, var state, var offset, ..] => new NodeRole(false, offset.Integer) { Master = Address(host, port), State = state.Text },
        _ => throw new FormatException("ROLE answers in a way that isn't known."),
    };

    private static string Address(RedisReply host, RedisReply port) => new NodePlace(host.ToString(), (int)(port.Integer ?? 0)).Address;
}
