using System.Globalization;

namespace LlmAnalytics.Testing;

/// <summary>Joins test nodes to a cluster as fast as they allow.</summary>
internal sealed class RedisJoin(RedisTestCluster cluster)
{
    private const int Slots = 16384;
    private const int MeshLimit = 32;

    private int Masters => cluster.MasterCount;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var ids = await Task.WhenAll(cluster.Nodes.Select(node => node.IdAsync()));
        // Gossip speaks to a link each half of the node timeout: short while they get to know each other.
        await AllAsync((_, _) => Set(cluster.Nodes.Count > MeshLimit ? 5000 : 500), cancellationToken);
        // Epochs before the first handshake anywhere: a node that knows another one takes none.
        await AllAsync((_, index) => index < Masters ? OwnSlots(index) : [], cancellationToken);
        await AllAsync((_, index) => [.. Meet(index)], cancellationToken);
        await cluster.UntilAsync(
            async () => (await AskAllAsync(cancellationToken)).All(answer => ids.All(id => answer[1].Contains(id, StringComparison.Ordinal))), "all nodes know each other", cancellationToken);
        await AllAsync((_, index) => index < Masters ? [] : [["CLUSTER", "REPLICATE", ids[MasterOf(index)]]], cancellationToken);
        await UntilSettledAsync(cancellationToken);
        await AllAsync((_, _) => Set(cluster.Options.NodeTimeoutMs), cancellationToken);
    }

    public Task UntilSettledAsync(CancellationToken cancellationToken) => cluster.UntilAsync(
        async () => (await AskAllAsync(cancellationToken)).All(answer => IsSettled(answer[0], answer[1], answer[2])), "the cluster is settled", cancellationToken);

    /// <summary>A shard's nodes follow each other zone by zone: those of master 0 are M, M+1 ... shifted by one a round.</summary>
    private int MasterOf(int index) => (index + (index / Masters)) % Masters;

    private bool IsSettled(string info, string nodes, string replication)
    {
        var lines = nodes.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return info.Contains("cluster_state:ok", StringComparison.Ordinal)
            && lines.Length == cluster.Nodes.Count
            && lines.All(line => line.Split(' ') is var words && words[7] == "connected" && !words[2].Contains("fail", StringComparison.Ordinal) && !words[2].Contains("hand", StringComparison.Ordinal))
            && lines.Count(line => line.Split(' ')[2].Contains("slave", StringComparison.Ordinal)) == cluster.Nodes.Count - Masters
            && !replication.Contains("master_link_status:down", StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>[]> AskAllAsync(CancellationToken cancellationToken) =>
        AllAsync((_, _) => [["CLUSTER", "INFO"], ["CLUSTER", "NODES"], ["INFO", "replication"]], cancellationToken);

    private Task<IReadOnlyList<string>[]> AllAsync(Func<RedisTestNode, int, string[][]> commands, CancellationToken cancellationToken) =>
        Task.WhenAll(cluster.Nodes.Select((node, index) => node.CommandsAsync(commands(node, index), cancellationToken)));

    private static string[][] Set(int nodeTimeoutMs) => [["CONFIG", "SET", "cluster-node-timeout", Text(nodeTimeoutMs)]];

    private string[][] OwnSlots(int index) =>
    [
        ["CLUSTER", "ADDSLOTSRANGE", Text(index * Slots / Masters), Text(((index + 1) * Slots / Masters) - 1)],
        ["CLUSTER", "SET-CONFIG-EPOCH", Text(index + 1)],
    ];

    /// <summary>Each meets those after it; of many, the first meets all and gossip does the rest.</summary>
    private IEnumerable<string[]> Meet(int index) =>
        (cluster.Nodes.Count > MeshLimit && index > 0 ? [] : cluster.Nodes.Skip(index + 1)).Select(other => (string[])["CLUSTER", "MEET", other.Host, Text(other.Port)]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
