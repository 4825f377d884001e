using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Topology;

public sealed class ClusterTopologyTests
{
    private static readonly Problem Silence = new(ErrorIds.RedisNodeNotResponding, ProblemCategory.OperationTimeout, "silent", null, "");

    [Fact]
    public void Each_node_speaks_for_itself()
    {
        // b took c's slots over; c sleeps and a has not heard of it yet.
        var topology = new ClusterTopology(
        [
            View("10.0.0.1", "a myself,master - 0-99", "b slave c", "c master - 100-199"),
            View("10.0.0.2", "b myself,master - 100-199 @7", "a master - 0-99", "c master,fail -"),
            Silent("10.0.0.3"),
        ]);
        Assert.Equal([("a", true, "0-99"), ("b", true, "100-199"), ("c", true, "100-199")], topology.Nodes.Select(node => (node.Id!, node.IsMaster, SlotRange.Text(node.Slots))).Order());
        Assert.True(topology.Find("c") is { IsFailed: true, Answers: false, View.Failure: not null });
    }

    [Fact]
    public void Shards_are_counted_in_the_order_of_slots_and_replicas_belong_to_their_masters()
    {
        var topology = new ClusterTopology([View("10.0.0.1", "a myself,master - 8000-16383", "b master - 0-7999", "c slave a", "d slave c", "e master -")]);
        var records = TopologyRecords.Nodes(topology).ToList();
        Assert.Equal([("b", 1), ("a", 2), ("c", 2), ("d", 2), ("e", null)], records.Select(node => (node.Id!, node.Shard)));
        Assert.Equal(["10.0.0.1:6379", "a:6379"], [records[1].Endpoint, records.Single(node => node.Id == "c").Master == "10.0.0.1:6379" ? "a:6379" : ""]);
        var cluster = TopologyRecords.Cluster(topology);
        Assert.Equal((2, 5, 3, 2, 16384), (cluster.ClusterSize, cluster.KnownNodes, cluster.MasterCount, cluster.ReplicaCount, cluster.SlotsAssigned));
        Assert.Equal([(1, "0-7999", 8000, 0), (2, "8000-16383", 8384, 2)], cluster.Shards.Select(shard => (shard.Shard, shard.Slots, shard.SlotCount, shard.ReplicaCount)));
    }

    [Fact]
    public void A_failed_master_does_not_serve_its_slots()
    {
        var cluster = TopologyRecords.Cluster(new ClusterTopology([View("10.0.0.1", "a myself,master - 0-8000", "b master,fail - 8001-16383")]));
        Assert.Equal(("fail", 16384, 8001), (cluster.ClusterState, cluster.SlotsAssigned, cluster.SlotsOk));
    }

    [Fact]
    public void A_silent_node_that_nobody_knows_is_a_row_with_its_reason()
    {
        var node = Assert.Single(TopologyRecords.Nodes(new ClusterTopology([Silent("10.0.0.9")])));
        Assert.Equal(("10.0.0.9:6379", "NotResponding", "silent", null), (node.Endpoint, node.State, node.Failure, node.Role));
    }

    [Fact]
    public void A_circle_of_replicas_ends() =>
        Assert.All(TopologyRecords.Nodes(new ClusterTopology([View("10.0.0.1", "a myself,slave b", "b slave a")])), node => Assert.Null(node.Shard));

    private static ClusterView Silent(string host) => new() { Node = new FakeNode(host, 6379), Failure = Silence };

    /// <summary>A view out of lines such as <c>a myself,master - 0-99 @7</c> (id, flags, master, slots, epoch); node a is at 10.0.0.1, b at 10.0.0.2.</summary>
    private static ClusterView View(string host, params string[] lines) => new()
    {
        Node = new FakeNode(host, 6379),
        Cluster = InfoText.Parse("cluster_state:ok"),
        Lines = [.. lines.Select(line =>
        {
            var words = line.Split(' ');
            var epoch = words.FirstOrDefault(word => word[0] == '@')?[1..] ?? "1";
            return ClusterNodesText.Parse($"{words[0]} 10.0.0.{words[0][0] - 'a' + 1}:6379@16379 {words[1]} {(words.Length > 2 ? words[2] : "-")} 0 0 {epoch} connected {string.Join(' ', words.Skip(3).Where(word => word[0] != '@'))}")[0];
        })],
    };
}
