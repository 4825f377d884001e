using CsCheck;
using LlmAnalytics.Infra.Redis.Placement;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Placement;

public sealed class ClusterPlacementTests
{
    [Fact]
    public void A_placement_reaches_its_bound_for_zones_and_machines_at_once() => Topologies.Any.Sample(
        topology =>
        {
            var figures = PlacementFigures.Of(ClusterPlacement.Place(topology.Nodes, topology.Masters));
            Assert.Equal(figures.SharedZonesBound, figures.SharedZones);
            Assert.Equal(figures.SharedMachinesBound, figures.SharedMachines);
        },
        iter: 600);

    [Fact]
    public void A_placement_uses_every_node_and_every_slot_once() => Topologies.Any.Sample(
        topology =>
        {
            var shards = ClusterPlacement.Place(topology.Nodes, topology.Masters);
            Assert.Equal(topology.Masters, shards.Count);
            Assert.Equal(topology.Nodes.Select(node => node.Address).Order(), shards.SelectMany(shard => shard.Nodes).Select(node => node.Address).Order());
            Assert.Equal(Enumerable.Range(0, SlotRange.Total), shards.SelectMany(shard => shard.Slots).SelectMany(range => range.Slots));
            Assert.InRange(shards.Max(shard => shard.Nodes.Count()) - shards.Min(shard => shard.Nodes.Count()), 0, 1);
            Assert.All(shards, shard => Assert.Single(shard.Slots));
        },
        iter: 200);

    [Fact]
    public void No_other_placement_shares_less_and_no_other_choice_of_masters_burdens_a_zone_or_machine_less() => Topologies.Small.Sample(
        topology =>
        {
            var shards = ClusterPlacement.Place(topology.Nodes, topology.Masters);
            var figures = PlacementFigures.Of(shards);
            var all = BruteForce.Groupings(topology.Nodes, topology.Masters).Select(groups => PlacementFigures.Of(BruteForce.Shards(groups))).ToList();
            Assert.Equal(all.Min(other => other.SharedZones), figures.SharedZones);
            Assert.Equal(all.Min(other => other.SharedMachines), figures.SharedMachines);

            var choices = BruteForce.Choices([.. shards.Select(shard => shard.Nodes.ToList())]).ToList();
            Assert.Equal(choices.Min(BruteForce.Burden), BruteForce.Burden([.. shards.Select(shard => shard.Master)]));
        },
        iter: 300);

    [Fact]
    public void The_same_nodes_in_another_order_are_placed_alike() => Topologies.Any.Sample(
        topology => Assert.Equal(
            Text(ClusterPlacement.Place(topology.Nodes, topology.Masters)), Text(ClusterPlacement.Place(topology.Nodes.Reverse(), topology.Masters))),
        iter: 100);

    [Theory]
    [InlineData(new[] { 2, 2, 2 }, 3, 1)]
    [InlineData(new[] { 3, 3, 3 }, 3, 1)]
    [InlineData(new[] { 10, 10, 10 }, 15, 5)]
    [InlineData(new[] { 4, 1, 1 }, 3, 1)]
    [InlineData(new[] { 6 }, 3, 3)]
    public void Masters_spread_over_the_zones(int[] zones, int masters, int mostInOne)
    {
        var figures = PlacementFigures.Of(ClusterPlacement.Place(Topologies.Zones(zones), masters));
        Assert.Equal(mostInOne, figures.MaxMastersPerZone);
        Assert.Equal(figures.SharedZonesBound, figures.SharedZones);
    }

    [Fact]
    public void Shards_that_fall_with_a_zone_or_a_machine_are_counted()
    {
        var oneZone = PlacementFigures.Of(ClusterPlacement.Place(Topologies.Zones(6), 3));
        Assert.Equal(3, oneZone.ShardsLostPerZone);
        Assert.Equal(0, oneZone.ShardsLostPerMachine);

        var oneHost = PlacementFigures.Of(ClusterPlacement.Place(Enumerable.Range(7000, 6).Select(port => Topologies.Node("10.0.0.1", port)), 3));
        Assert.Equal(3, oneHost.ShardsLostPerMachine);
        Assert.Equal((3, 3), (oneHost.SharedMachines, oneHost.SharedMachinesBound));
    }

    [Fact]
    public void Where_no_zone_is_known_nothing_is_said_of_zones()
    {
        var figures = PlacementFigures.Of(ClusterPlacement.Place(Enumerable.Range(1, 6).Select(host => Topologies.Node($"10.0.0.{host}")), 3));

        Assert.Equal((null, null, null, null), (figures.SharedZones, figures.SharedZonesBound, figures.MaxMastersPerZone, figures.ShardsLostPerZone));
        Assert.DoesNotContain("zone", figures.ToString(), StringComparison.Ordinal);
    }

    private static string Text(IReadOnlyList<PlacedShard> shards) =>
        string.Join(';', shards.Select(shard => $"{shard.Master.Address}<{string.Join(',', shard.Replicas.Select(replica => replica.Address))} {SlotRange.Text(shard.Slots)}"));
}
