using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Formatting;
using LlmAnalytics.PowerShell.Pipeline;
using LlmAnalytics.PowerShell.Tests.Fakes;

namespace LlmAnalytics.PowerShell.Tests.Formatting;

/// <summary>The default views of a Redis cluster, of a plan, of nodes.</summary>
public sealed class RedisTextTests
{
    [Fact]
    public async Task A_cluster_is_its_figures_and_a_row_a_shard()
    {
        await using var cluster = new FakeRedisCluster(new RedisConnectionRequest());
        var lines = RedisText.Lines(await cluster.GetAsync(new SilentOperation(), default), style: null, host: null);
        Assert.Contains("│ Slots Assigned │ 16384/16384 │", lines);
        Assert.Contains("│ Shard │ Slots   │ Count │ Master        │ Replicas      │", lines);
        Assert.Contains("│ 1     │ 0-16383 │ 16384 │ 10.0.0.1:6379 │ 10.0.0.2:6379 │", lines);
    }

    [Fact]
    public async Task A_plan_is_its_figures_beside_their_bounds_and_a_row_a_node()
    {
        await using var cluster = new FakeRedisCluster(new RedisConnectionRequest());
        var lines = RedisText.Lines(await cluster.InitializeAsync(new RedisInitialization(), new SilentOperation(), default), style: null, host: null);
        Assert.Equal("=== Cluster Created ===", lines[0]);
        Assert.Contains("│ Shard Mates In One Zone    │ 0 (least possible: 0) │", lines);
        Assert.Contains("│ Shard │ Role    │ Node           │ Zone    │ Slots  │", lines);
        Assert.Contains("│ 1     │ Replica │ 127.0.2.1:7000 │ 127.0.2 │        │", lines);
        Assert.Equal("! Zones are guessed from addresses.", lines[^1]);
    }

    [Fact]
    public void A_pod_stands_in_its_address_s_place_and_a_machine_where_it_is_another()
    {
        var plan = new RedisClusterResult
        {
            Status = "Planned",
            Nodes =
            [
                new RedisNodePlan { Endpoint = "10.0.0.1:6379", Pod = "redis-0", Machine = "node-1", Role = "Master", Shard = 1, Slots = "0-16383" },
                new RedisNodePlan { Endpoint = "10.0.0.2:6379", Machine = "10.0.0.2", Role = "Replica", Shard = 1 },
            ],
        };
        var lines = RedisText.Lines(plan, style: null, host: null);
        Assert.Contains("│ 1     │ Master  │ redis-0       │ node-1  │ 0-16383 │", lines);
        Assert.Contains("│ 1     │ Replica │ 10.0.0.2:6379 │         │         │", lines);
    }

    [Fact]
    public void What_a_server_sent_neither_controls_the_terminal_nor_bursts_the_table()
    {
        var shard = new RedisShard { Shard = 1, Slots = string.Join(',', Enumerable.Range(0, 99)), SlotCount = 99, Master = "a\u001b[2J", Replicas = "", ReplicaCount = 0 };
        var lines = RedisText.Lines(new RedisCluster { ClusterState = "ok\u0007", Shards = [shard] }, style: null, host: null);
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl) || line.Length > 120);
        Assert.Contains(lines, line => line.Contains('…', StringComparison.Ordinal));
    }

    [Fact]
    public void A_cluster_without_shards_has_an_empty_table() =>
        Assert.Equal("-", RedisText.Lines(new RedisCluster { ClusterState = "fail", Shards = [] }, style: null, host: null)[^1]);

    [Theory]
    [InlineData(null, null, "")]
    [InlineData("up", 0L, "0 B")]
    [InlineData("up", 12582912L, "12 MiB")]
    [InlineData("up", null, "")]
    [InlineData("down", 5L, "link down")]
    public void A_replica_s_lag_stands_in_one_cell(string? link, long? bytes, string expected) =>
        Assert.Equal(expected, Display.RedisLag(new RedisNode { Endpoint = "a:1", State = "Online", Link = link, LagBytes = bytes }));

    [Fact]
    public void A_node_is_shown_by_its_pod_else_by_its_address() =>
        Assert.Equal(["redis-cluster-0", "10.0.0.2:6379"], FakeRedisCluster.Nodes.Select(Display.RedisNodeName));
}
