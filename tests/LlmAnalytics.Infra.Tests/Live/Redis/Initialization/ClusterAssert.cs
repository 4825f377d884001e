using System.Globalization;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>What is expected of nodes, asked over connections of the tests' own.</summary>
internal static class ClusterAssert
{
    public const string NodeTimeout = "cluster-node-timeout";
    public const string SyncDelay = "repl-diskless-sync-delay";

    // What reads, what a connection begins with, and what the nodes say to each other.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "info", "ping", "auth", "hello", "echo", "client|setinfo", "quit", "cluster|nodes", "cluster|info", "cluster|myid", "config|get", "command|info", "acl|whoami", "acl|dryrun",
        "replconf", "psync",
    };

    /// <summary>Every node says that all is well, its links are up, and its settings are those of before.</summary>
    public static async Task IsUpAsync(RedisTestCluster cluster, string nodeTimeout, string syncDelay)
    {
        await cluster.UntilSettledAsync();
        foreach (var node in cluster.Nodes)
        {
            Assert.Equal(nodeTimeout, await SettingAsync(node, NodeTimeout));
            Assert.Equal(syncDelay, await SettingAsync(node, SyncDelay));
        }
    }

    public static async Task<string> SettingAsync(RedisTestNode node, string name) => (await node.CommandAsync("CONFIG", "GET", name)).Split('\n')[1];

    /// <summary>The calls of each command that may change something, of all nodes together.</summary>
    public static async Task<Dictionary<string, long>> WritesAsync(IEnumerable<RedisTestNode> nodes)
    {
        var writes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var line in (await node.CommandAsync("INFO", "commandstats")).Split("\r\n").Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal)))
            {
                var name = line["cmdstat_".Length..line.IndexOf(':', StringComparison.Ordinal)];
                if (!Harmless.Contains(name))
                {
                    writes[$"{node.Number} {name}"] = long.Parse(line.Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture);
                }
            }
        }

        return writes;
    }
}
