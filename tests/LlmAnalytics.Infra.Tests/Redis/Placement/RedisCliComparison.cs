using LlmAnalytics.Infra.Redis.Placement;
using Xunit.Abstractions;

namespace LlmAnalytics.Infra.Tests.Redis.Placement;

/// <summary>Placement beside redis-cli's rule, on pods whose order says nothing of their zones. The figures are in the test's output.</summary>
public sealed class RedisCliComparison(ITestOutputHelper output)
{
    private const int Samples = 2000;

    [Theory]
    [InlineData(6, 1, 3)]
    [InlineData(9, 2, 3)]
    [InlineData(30, 1, 3)]
    public void No_shard_is_in_one_zone_and_no_zone_has_the_majority_which_redis_cli_leaves_to_chance(int count, int replicas, int zones)
    {
        var masters = count / (replicas + 1);
        var random = new Random(1);
        Figures own = new(), cli = new();
        for (var sample = 0; sample < Samples; sample++)
        {
            var zone = Enumerable.Range(0, count).Select(i => i % zones).ToArray();
            random.Shuffle(zone);
            IReadOnlyList<PlacementNode> pods = [.. zone.Select((z, i) => Topologies.Node($"10.0.0.{i}", 6379, $"zone-{z}", $"machine-{z}-{i % 2}"))];
            cli.Add(RedisCliRule.Place(pods, masters), masters);
            own.Add(ClusterPlacement.Place(pods, masters), masters);
        }

        output.WriteLine($"{count} pods, {replicas} replicas, {zones} zones, {Samples} random orders");
        output.WriteLine($"module:    {own}");
        output.WriteLine($"redis-cli: {cli}");
        Assert.Equal((0, 0, 0), (own.Gap, own.Lost, own.Majority));
        Assert.True(cli.Gap > 0 && cli.Lost > 0 && cli.Majority > 0);
    }

    private sealed class Figures
    {
        public int Gap { get; private set; }

        public int Lost { get; private set; }

        public int Majority { get; private set; }

        public void Add(IReadOnlyList<PlacedShard> shards, int masters)
        {
            var figures = PlacementFigures.Of(shards);
            Gap += (figures.SharedZones - figures.SharedZonesBound)!.Value;
            Lost += figures.ShardsLostPerZone > 0 ? 1 : 0;
            Majority += 2 * figures.MaxMastersPerZone > masters ? 1 : 0;
        }

        public override string ToString() => FormattableString.Invariant(
            $"mean gap to the bound {(double)Gap / Samples:0.00} pairs; a shard wholly in one zone in {100.0 * Lost / Samples:0.0} %; a zone with the majority of masters in {100.0 * Majority / Samples:0.0} %");
    }
}
