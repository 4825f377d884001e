using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>
/// Where the replicas of new partitions go: rack after rack, in each the next broker, live ones before fenced ones, starting at random, and in another order of racks
/// after as many partitions as there are brokers. Source: Kafka's StripedReplicaPlacer.java, of which this keeps the properties: no broker twice, racks as even as can
/// be, leaders spread over brokers, and over the others when one goes.
/// </summary>
internal sealed class ReplicaPlacer
{
    // Ten thousand topics on a thousand brokers: grouping these takes longer than placing the partitions.
    private static readonly ConditionalWeakTable<ImmutableSortedDictionary<int, BrokerState>, List<int[]>> LiveRacks = [];

    private readonly List<int[]> _racks;
    private readonly Random _random;
    private readonly int[] _next;
    private readonly int[] _order;
    private readonly int _brokerCount;
    private int _start;
    private int _placed;

    private ReplicaPlacer(List<int[]> racks, Random random)
    {
        _racks = racks;
        _random = random;
        _next = [.. racks.Select(rack => random.Next(rack.Length))];
        _order = [.. Enumerable.Range(0, racks.Count)];
        _brokerCount = racks.Sum(rack => rack.Length);
        random.Shuffle(_order);
    }

    /// <summary>Chooses brokers for new partitions.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="partitions">How many partitions.</param>
    /// <param name="replicas">How many replicas each.</param>
    /// <param name="random">Where to start.</param>
    /// <exception cref="KafkaException">There are too few brokers.</exception>
    public static int[][] Place(ClusterState cluster, int partitions, int replicas, Random random)
    {
        if (replicas > cluster.Brokers.Count)
        {
            throw new KafkaException(ErrorCode.InvalidReplicationFactor,
                $"Unable to replicate the partition {replicas} time(s): The target replication factor of {replicas} cannot be reached because only {cluster.Brokers.Count} broker(s) are registered or some brokers have all their log directories cordoned.");
        }

        var racks = LiveRacks.GetValue(cluster.Brokers, _ => Racks(cluster.LiveBrokers));
        if (racks.Count == 0)
        {
            throw new KafkaException(ErrorCode.InvalidReplicationFactor, $"Unable to replicate the partition {replicas} time(s): All brokers are currently fenced.");
        }

        var live = new ReplicaPlacer(racks, random);
        var placed = new int[partitions][];
        for (var index = 0; index < partitions; index++)
        {
            var fenced = replicas > live._brokerCount
                ? cluster.Brokers.Values.Where(broker => broker.IsFenced).Select(broker => broker.Id).Take(replicas - live._brokerCount)
                : [];
            placed[index] = [.. live.Next(Math.Min(replicas, live._brokerCount)), .. fenced];
        }

        return placed;
    }

    private static List<int[]> Racks(IEnumerable<BrokerState> brokers) =>
        [.. brokers.GroupBy(broker => broker.Rack ?? "").OrderBy(rack => rack.Key, StringComparer.Ordinal).Select(rack => rack.Select(broker => broker.Id).ToArray())];

    private int[] Next(int replicas)
    {
        if (_placed == _brokerCount)
        {
            _random.Shuffle(_order);
            _placed = 0;
        }

        var chosen = new List<int>(replicas);
        var used = new int[_racks.Count];
        for (var step = 0; chosen.Count < replicas; step++)
        {
            var index = _order[(_start + step) % _racks.Count];
            var rack = _racks[index];
            if (used[index] < rack.Length)
            {
                chosen.Add(rack[(_next[index] + used[index]) % rack.Length]);
                used[index]++;
            }
        }

        // The rack that led moves on by one, so that each of its brokers leads in turn.
        var first = _order[_start];
        _next[first] = (_next[first] + 1) % _racks[first].Length;
        _start = (_start + 1) % _racks.Count;
        _placed++;
        return [.. chosen];
    }
}
