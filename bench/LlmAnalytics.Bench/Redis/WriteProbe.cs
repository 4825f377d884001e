using System.Globalization;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Redis;

/// <summary>Writes on every master of a cluster.</summary>
internal static class WriteProbe
{
    private const int Keys = 400; // so many that every master of 15 has one

    public static async Task UntilWritableAsync(RedisTestCluster cluster, CancellationToken cancellationToken)
    {
        var slots = await cluster.Node(1).CommandsAsync([.. Enumerable.Range(0, Keys).Select(key => new[] { "CLUSTER", "KEYSLOT", $"probe{key}" })], cancellationToken);
        var numbers = slots.Select(slot => int.Parse(slot, CultureInfo.InvariantCulture)).ToList();
        var written = await Task.WhenAll(cluster.Nodes.Select(async node =>
        {
            var mine = (await node.CommandAsync("CLUSTER", "NODES")).Split('\n').Single(line => line.Contains("myself", StringComparison.Ordinal)).Split(' ');
            if (!mine[2].Contains("master", StringComparison.Ordinal))
            {
                return false;
            }

            var range = mine[8].Split('-').Select(slot => int.Parse(slot, CultureInfo.InvariantCulture)).ToList();
            var key = numbers.FindIndex(slot => slot >= range[0] && slot <= range[^1]);
            await cluster.UntilAsync(() => WritesAsync(node, $"probe{key}"), $"{node} takes a write", cancellationToken);
            return true;
        }));
        if (written.Count(master => master) != cluster.MasterCount)
        {
            throw new InvalidOperationException($"{written.Count(master => master)} masters were written on, not {cluster.MasterCount}.");
        }
    }

    private static async Task<bool> WritesAsync(RedisTestNode node, string key)
    {
        try
        {
            return await node.CommandAsync("SET", key, "1") == "OK";
        }
        catch (RedisCommandException down) when (down.Message.Contains("CLUSTERDOWN", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
