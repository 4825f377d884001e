using LlmAnalytics.Infra.Redis.Placement;

namespace LlmAnalytics.Infra.Tests.Redis.Placement;

/// <summary>
/// How <c>redis-cli --cluster create</c> places nodes that each have an address of their own, as pods do (clusterManagerCommandCreate in redis-cli.c): addresses are
/// taken in the order given, the first are masters, the remainder, rotated by one, is dealt to them. Its search for a better placement compares addresses,
/// of which no two are alike, and so has nothing to do.
/// </summary>
internal static class RedisCliRule
{
    public static IReadOnlyList<PlacedShard> Place(IReadOnlyList<PlacementNode> nodes, int masters)
    {
        var rest = nodes.Skip(masters).ToList();
        var rotated = rest.Count == 0 ? [] : rest.Skip(1).Append(rest[0]).ToList();
        var replicas = nodes.Count / masters - 1;
        var shards = nodes.Take(masters).Select((master, i) => new PlacedShard(master, [.. rotated.Skip(i * replicas).Take(replicas)], [])).ToList();
        foreach (var (extra, i) in rotated.Skip(masters * replicas).Select((extra, i) => (extra, i)))
        {
            shards[i] = shards[i] with { Replicas = [.. shards[i].Replicas, extra] };
        }

        return shards;
    }
}
