using CsCheck;
using LlmAnalytics.Infra.Redis.Placement;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Placement;

/// <summary>What a half-made cluster keeps, and what becomes of the rest.</summary>
public sealed class CompletionTests
{
    [Fact]
    public void A_plan_that_was_carried_out_in_part_keeps_its_shards_and_its_quality() =>
        (from topology in Topologies.Any
         from steps in Gen.Bool.Array[topology.Nodes.Count]
         select (topology, steps)).Sample(
            sample =>
            {
                var plan = ClusterPlacement.Place(sample.topology.Nodes, sample.topology.Masters);
                var done = plan.SelectMany(shard => CarriedOut(shard, sample.topology.Nodes, sample.steps)).ToList();
                var again = ClusterPlacement.Place(done, sample.topology.Masters);
                Assert.Equal(Members(plan), Members(again));
                Assert.Equal(PlacementFigures.Of(plan), PlacementFigures.Of(again));
            },
            iter: 300);

    [Fact]
    public void Masters_with_slots_keep_them_and_replicas_their_masters()
    {
        var nodes = Topologies.Zones(6, 0).ToList();
        nodes[3] = nodes[3] with { Slots = [new SlotRange(0, 5460)] };
        nodes[4] = nodes[4] with { Slots = [new SlotRange(5461, 10922)] };
        nodes[1] = nodes[1] with { Master = nodes[3].Address };

        var shards = ClusterPlacement.Place(nodes, 3);

        Assert.Equal(nodes[3].Address, shards[0].Master.Address);
        Assert.Equal([nodes[1].Address], shards[0].Replicas.Select(node => node.Address));
        Assert.Equal(nodes[4].Address, shards[1].Master.Address);
        Assert.Equal("10923-16383", SlotRange.Text(shards[2].Slots));
        Assert.All(shards, shard => Assert.Single(shard.Replicas));
    }

    [Fact]
    public void Nodes_that_are_free_go_where_they_share_least()
    {
        // As redis-cli leaves it: both masters in zone 0, whose replicas belong elsewhere.
        var nodes = Topologies.Zones(3, 3).ToList();
        nodes[0] = nodes[0] with { Slots = [new SlotRange(0, 5460)] };
        nodes[1] = nodes[1] with { Slots = [new SlotRange(5461, 10922)] };
        nodes[2] = nodes[2] with { Slots = [new SlotRange(10923, 16383)] };

        Assert.Equal(0, PlacementFigures.Of(ClusterPlacement.Place(nodes, 3)).SharedZones);
    }

    [Fact]
    public void A_master_with_too_many_replicas_gives_up_what_another_lacks()
    {
        var nodes = Topologies.Zones(6).ToList();
        var master = nodes[0] = nodes[0] with { Slots = [new SlotRange(0, 5460)] };
        for (var i = 1; i < 5; i++)
        {
            nodes[i] = nodes[i] with { Master = master.Address };
        }

        var shards = ClusterPlacement.Place(nodes, 3);

        Assert.Equal(master.Address, shards[0].Master.Address);
        Assert.All(shards, shard => Assert.Single(shard.Replicas));
    }

    [Fact]
    public void Slots_of_odd_masters_stay_and_free_ones_go_to_the_shard_of_their_range()
    {
        var slots = SlotDeal.Complete([[], [new SlotRange(0, 99), new SlotRange(12000, 12999)], []]);
        Assert.Equal(["0-99,10923-16383", "100-5460", "5461-10922"], slots.Select(ranges => SlotRange.Text(ranges)).Order(StringComparer.Ordinal));
        Assert.Equal("0-99,10923-16383", SlotRange.Text(slots[1]));
    }

    [Fact]
    public void Where_one_node_owns_everything_the_other_shards_have_no_slots() =>
        Assert.Equal([SlotRange.Total, 0, 0], SlotDeal.Complete([[new SlotRange(0, 16383)], [], []]).Select(ranges => ranges.Sum(range => range.Count)));

    // redis-cli 7.0: Master[0] -> Slots 0 - 5460, Master[1] -> Slots 5461 - 10922, Master[2] -> Slots 10923 - 16383.
    [Theory]
    [InlineData(3, "0-5460,5461-10922,10923-16383")]
    [InlineData(5, "0-3276,3277-6553,6554-9829,9830-13106,13107-16383")]
    public void Ranges_are_those_of_redis_cli(int masters, string expected) => Assert.Equal(expected, SlotRange.Text(SlotDeal.Even(masters)));

    private static IEnumerable<PlacementNode> CarriedOut(PlacedShard shard, IReadOnlyList<PlacementNode> nodes, bool[] steps)
    {
        bool Done(PlacementNode node) => steps[nodes.ToList().IndexOf(node)];
        yield return Done(shard.Master) ? shard.Master with { Slots = shard.Slots } : shard.Master;
        foreach (var replica in shard.Replicas)
        {
            yield return Done(replica) && Done(shard.Master) ? replica with { Master = shard.Master.Address } : replica;
        }
    }

    private static IEnumerable<string> Members(IReadOnlyList<PlacedShard> shards) =>
        shards.Select(shard => string.Join(',', shard.Nodes.Select(node => node.Address).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
}
