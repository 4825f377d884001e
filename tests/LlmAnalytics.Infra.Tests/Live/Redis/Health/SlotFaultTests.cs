using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>Slots that are open, lost, or claimed twice. Valkey, whose nodes can be told to hear nothing of each other: gossip would mend some of it within a moment.</summary>
public sealed class SlotFaultTests() : RedisHealthTests(new RedisClusterOptions { Server = RedisServers.Valkey9, NodeTimeoutMs = 15_000 })
{
    private const string Everything = "-2";
    private const string Nothing = "-1";

    [RedisTheory]
    [InlineData("MIGRATING", 1, 2)]
    [InlineData("IMPORTING", 2, 1)]
    public async Task A_slot_open_on_one_side_is_found(string direction, int node, int other)
    {
        await Cluster.Node(node).CommandAsync("CLUSTER", "SETSLOT", "100", direction, await Cluster.Node(other).IdAsync());
        try
        {
            var health = await TestAsync();

            AssertFindings(health, "OpenSlots Critical");
            var check = Single(health, RedisChecks.OpenSlots);
            Assert.Equal("slots 100", check.Target);
            Assert.Contains("SETSLOT 100 STABLE", check.Remedy, StringComparison.Ordinal);
        }
        finally
        {
            await Cluster.Node(node).CommandAsync("CLUSTER", "SETSLOT", "100", "STABLE");
        }
    }

    [RedisFact]
    public async Task A_slot_open_on_both_sides_with_keys_on_both_is_on_its_way()
    {
        var (source, target) = (Cluster.Node(1), Cluster.Node(2));
        await source.CommandAsync("SET", "{06S}a", "1"); // slot 0
        await target.CommandAsync("CLUSTER", "SETSLOT", "0", "IMPORTING", await source.IdAsync());
        await source.CommandAsync("CLUSTER", "SETSLOT", "0", "MIGRATING", await target.IdAsync());
        try
        {
            await source.CommandAsync("MIGRATE", target.Host, $"{target.Port}", "{06S}a", "0", "1000", "COPY");

            AssertFindings(await TestAsync(), "OpenSlots Warning");
        }
        finally
        {
            await source.CommandAsync("CLUSTER", "SETSLOT", "0", "STABLE");
            await target.CommandsAsync([["ASKING"], ["DEL", "{06S}a"], ["CLUSTER", "SETSLOT", "0", "STABLE"]]);
            await source.CommandAsync("DEL", "{06S}a");
        }
    }

    [RedisFact]
    public async Task A_slot_without_a_master_is_found()
    {
        foreach (var node in Cluster.Nodes)
        {
            await node.CommandAsync("CLUSTER", "DELSLOTS", "16383");
        }

        try
        {
            var health = await TestAsync();

            Assert.Contains("ClusterState Critical", Findings(health));
            Assert.Contains("SlotCoverage Critical", Findings(health));
            Assert.Equal("slots 16383", Single(health, RedisChecks.SlotCoverage).Target);
            Assert.Equal(16383, health.SlotsAssigned);
            Assert.Equal("fail", health.ClusterState);
        }
        finally
        {
            await Cluster.Node(3).CommandAsync("CLUSTER", "ADDSLOTS", "16383");
            await Cluster.UntilSettledAsync();
        }
    }

    [RedisFact]
    public async Task A_slot_given_to_its_new_master_there_alone_has_two_owners()
    {
        var (source, target) = (Cluster.Node(1), Cluster.Node(2));
        await HearAsync(Everything, Cluster.Nodes);
        try
        {
            await target.CommandAsync("CLUSTER", "SETSLOT", "7", "NODE", await target.IdAsync());

            var health = await TestAsync();

            AssertFindings(health, "SlotOwners Critical", "Views Warning");
            Assert.Equal("slots 7", Single(health, RedisChecks.SlotOwners).Target);
        }
        finally
        {
            await target.CommandAsync("CLUSTER", "SETSLOT", "7", "NODE", await source.IdAsync());
            await HearAsync(Nothing, Cluster.Nodes);
            await Cluster.UntilSettledAsync();
        }
    }

    [RedisFact]
    public async Task Two_masters_of_one_epoch_are_found()
    {
        // Not the one of the greatest epoch, which is left as it is by the command: and which that is, is known when all have heard of it.
        await Cluster.UntilAsync(async () => (await EpochsAsync("cluster_current_epoch")).Distinct().Count() == 1, "all know the same epoch");
        var epochs = await EpochsAsync("cluster_my_epoch");
        var masters = Cluster.Masters.OrderBy(master => epochs[master.Number - 1]).Take(2).ToArray();
        await HearAsync(Everything, Cluster.Nodes);
        try
        {
            foreach (var master in masters)
            {
                await master.CommandAsync("CLUSTER", "BUMPEPOCH");
            }

            var health = await TestAsync();

            AssertFindings(health, "Views Warning", "ConfigEpochs Critical");
            Assert.Contains(masters[0].Address, Single(health, RedisChecks.ConfigEpochs).Target, StringComparison.Ordinal);
        }
        finally
        {
            await HearAsync(Nothing, Cluster.Nodes);
            await Cluster.UntilAsync(async () => (await TestAsync()).Healthy, "the epochs differ");
        }
    }

    private async Task<long[]> EpochsAsync(string field) => await Task.WhenAll(Cluster.Nodes.Select(async node =>
        long.Parse((await node.CommandAsync("CLUSTER", "INFO")).Split('\n').Single(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Which of the others' messages nodes leave unheard.</summary>
    private static Task<string[]> HearAsync(string dropped, IEnumerable<RedisTestNode> nodes) =>
        Task.WhenAll(nodes.Select(node => node.CommandAsync("DEBUG", "DROP-CLUSTER-PACKET-FILTER", dropped)));
}
