using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Nodes;

/// <summary>What nodes see of us: one connection each, the commands that were meant, and nothing left behind.</summary>
public sealed class ConnectionTests : NodeTests
{
    public static TheoryData<string> Servers => RedisServers.Names;

    [RedisTheory]
    [MemberData(nameof(Servers))]
    public async Task A_node_sees_one_connection_and_no_stray_command(string server)
    {
        await using var cluster = await RedisTestCluster.StartJoinedAsync(new RedisClusterOptions { Server = RedisServers.Named(server) });
        foreach (var node in cluster.Nodes)
        {
            await node.CommandAsync("CONFIG", "RESETSTAT");
        }

        await using var pool = Pool([.. cluster.Nodes.Select(PlaceOf)]);
        var nodes = await pool.FindAsync(InTime);
        var ids = await Task.WhenAll(nodes.Select(node => SendAsync(node, "CLUSTER", "MYID")));
        Assert.Equal(await Task.WhenAll(cluster.Nodes.Select(node => node.IdAsync())), ids.Select(id => id.Text));
        await Task.WhenAll(nodes.Select(node => SendAsync(node, "CLUSTER", "NODES")));
        foreach (var node in cluster.Nodes)
        {
            Assert.Equal(1, await ClientsAsync(node));
            var seen = (await node.CommandAsync("INFO", "commandstats")).Split('\n').Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal))
                .Select(line => line["cmdstat_".Length..line.IndexOf(':', StringComparison.Ordinal)]);
            // INFO replication is the library's: once a connection.
            Assert.Empty(seen.Except(["ping", "info", "cluster|myid", "cluster|nodes", "client|list", "config|resetstat", "replconf"]));
            Assert.DoesNotContain("errorstat_", await node.CommandAsync("INFO", "errorstats"), StringComparison.Ordinal);
        }
    }
}
