using System.Diagnostics;
using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Health;

/// <summary>Brokers dead, frozen and slow: each is found by its own check, at once, and what follows from it when the cluster has noticed.</summary>
public abstract class BrokerFaultTests(IClusterFixture fixture) : HealthTests(fixture)
{
    private static readonly string[] AtOnce = ["BrokerReachable Critical", "BrokerCount Warning", "ConsumerLag Unknown"];

    /// <summary>What follows when a broker of three has been given up; the quorum shows it ten seconds after the last fetch, so it may come later.</summary>
    private static readonly string[] Noticed = ["BrokerReachable Critical", "BrokerCount Warning", "AtMinIsr Warning", "UnderReplicated Warning"];

    [ClusterFact]
    public async Task A_killed_broker_is_found_at_once_and_what_it_held_when_the_cluster_has_noticed()
    {
        await using var connection = await ConnectToHealthyAsync();
        var (single, strict, group, victim) = (NewName("single"), NewName("strict"), NewName("group"), await BystanderAsync());
        await PlaceAsync(single, [victim], ("min.insync.replicas", "1"));
        await PlaceAsync(strict, [1, 2, 3], ("min.insync.replicas", "3"));
        await CommitAsync(group, new TopicPartitionOffset(single, 0, 0));
        try
        {
            await Cluster.Broker(victim).KillAsync();
            var health = await TestAsync(connection);
            Assert.Equal(("Unhealthy", 2), (health.Status, health.BrokerCount));
            Assert.True(AtOnce.SequenceEqual(Findings(health)), Tell(health));
            var broker = Single(health, HealthChecks.BrokerReachable);
            Assert.StartsWith($"broker {victim} ", broker.Target, StringComparison.Ordinal);
            Assert.Contains("refuse", broker.Message, StringComparison.OrdinalIgnoreCase);

            health = await UntilAsync(connection, Query, found => found.OfflinePartitions == 1 && Findings(found).Contains("Quorum Critical") && LagIsUnknownFor(found, group), "the cluster has noticed");
            string[] expected = ["BrokerReachable Critical", "BrokerCount Warning", "Quorum Critical", "OfflinePartitions Critical", "UnderMinIsr Critical", "AtMinIsr Warning", "UnderReplicated Warning", "ConsumerLag Unknown"];
            Assert.True(expected.SequenceEqual(Findings(health)), Tell(health));
            Assert.Equal($"{single}-0", Single(health, HealthChecks.OfflinePartitions).Target);
            Assert.Equal(new[] { $"{single}-0", $"{strict}-0" }.Order(StringComparer.Ordinal), Single(health, HealthChecks.UnderMinIsr).Target!.Split(", ").Order(StringComparer.Ordinal));
            Assert.Equal($"node {victim}", Single(health, HealthChecks.Quorum).Target);
            Assert.Contains("have fenced it", Single(health, HealthChecks.BrokerReachable).Message, StringComparison.Ordinal);

            var row = (await AllAsync(connection.Cluster.Health.GetBrokersAsync(new BrokerQuery(), new RecordingOperation(), InTime))).Single(row => row.Id == victim);
            Assert.Equal(("Fenced", false, 0, null, true), (row.State, row.Reachable, row.LeaderCount, row.LogBytes, row.ReplicaCount > 0));
        }
        finally
        {
            await HealAndRemoveAsync(connection, single, strict);
        }
    }

    [ClusterFact]
    public async Task A_frozen_broker_is_found_within_seconds_though_all_metadata_are_perfect()
    {
        await using var connection = await ConnectToHealthyAsync();
        var victim = await BystanderAsync();
        try
        {
            Cluster.Broker(victim).Freeze();
            var startedAt = Stopwatch.GetTimestamp();
            var health = await TestAsync(connection);
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < 3 * Patience, $"It took {Stopwatch.GetElapsedTime(startedAt)}.");
            Assert.True(AtOnce.SequenceEqual(Findings(health)), Tell(health));
            var broker = Single(health, HealthChecks.BrokerReachable);
            Assert.StartsWith($"broker {victim} ", broker.Target, StringComparison.Ordinal);
            Assert.Contains("still believe it alive", broker.Message, StringComparison.Ordinal);

            health = await UntilAsync(connection, Query, found => Noticed.All(Findings(found).Contains), "the cluster has noticed");
            Assert.True(Noticed.SequenceEqual(Findings(health).Where(found => found != "Quorum Critical")), Tell(health));
        }
        finally
        {
            await Cluster.HealAsync(InTime);
        }

        await UntilAsync(connection, Query, found => found.Healthy, "the thawed broker is well again");
    }

    [ClusterFact]
    public async Task A_slow_broker_is_warned_of_and_nothing_else()
    {
        await using var connection = await ConnectToHealthyAsync(ListenerKind.Counted);
        try
        {
            Cluster.Broker(2).Counter!.Delay = TimeSpan.FromMilliseconds(800);
            var health = await TestAsync(connection, Query with { MaxRoundTripMs = 700, Patience = TimeSpan.FromSeconds(10) });
            Assert.True(new[] { "BrokerReachable Warning" }.SequenceEqual(Findings(health)), Tell(health));
            Assert.StartsWith("broker 2 ", Single(health, HealthChecks.BrokerReachable).Target, StringComparison.Ordinal);
            Assert.Equal(("Degraded", 3), (health.Status, health.BrokerCount));
        }
        finally
        {
            await Cluster.HealAsync(InTime);
        }
    }

    [ClusterFact]
    public async Task One_dead_and_one_frozen_of_three_leave_a_verdict_and_partial_rows()
    {
        await using var connection = await ConnectToHealthyAsync();
        try
        {
            await Cluster.Broker(1).KillAsync();
            Cluster.Broker(2).Freeze();
            var startedAt = Stopwatch.GetTimestamp();
            var health = await TestAsync(connection);
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20), $"It took {Stopwatch.GetElapsedTime(startedAt)}.");
            Assert.Equal(("Unhealthy", 1), (health.Status, health.BrokerCount));
            Assert.Equal(["1", "2"], health.Checks.Where(check => check is { Name: HealthChecks.BrokerReachable, Status: "Critical" }).Select(check => check.Target!.Split(' ')[1]));

            // Nobody is left who could elect: what the last broker remembers is all there is.
            Assert.DoesNotContain(Failed(health), check => check.Status == "Critical" && check.Name is not (HealthChecks.BrokerReachable or HealthChecks.Quorum));
            await UntilAsync(connection, Query, found => Single(found, HealthChecks.Quorum).Status != "Passed", "the quorum is known to be lost, or not known");

            var rows = await AllAsync(connection.Cluster.Health.GetBrokersAsync(new BrokerQuery(), new RecordingOperation(), InTime));
            Assert.Equal([(1, "NotResponding", false), (2, "NotResponding", false), (3, "Online", true)], rows.Select(row => (row.Id, row.State, row.Reachable)));
            Assert.All(rows.Take(2), row => Assert.Equal((null, null, true), (row.RoundTripMs, row.LogBytes, row.Failure is { Length: > 0 })));
            Assert.True(rows[2] is { RoundTripMs: > 0, LogBytes: not null, Failure: null, ReplicaCount: > 0 });
        }
        finally
        {
            await Cluster.HealAsync(InTime);
        }
    }

    [ClusterFact]
    public async Task The_active_controllers_death_is_told_and_so_is_its_successor()
    {
        await using var connection = await ConnectToHealthyAsync();
        var controller = (await TestAsync(connection)).ControllerId;
        Assert.Equal(await ActiveControllerAsync(), controller);
        try
        {
            await Cluster.Broker(controller!.Value).KillAsync();
            var health = await TestAsync(connection);
            Assert.StartsWith($"broker {controller} ", Single(health, HealthChecks.BrokerReachable, "Critical").Target, StringComparison.Ordinal);
            health = await UntilAsync(connection, Query, found => found.ControllerId is { } other && other != controller, "there is another controller");
            Assert.DoesNotContain(Failed(health), check => check.Status == "Critical" && check.Name is not (HealthChecks.BrokerReachable or HealthChecks.Quorum));
        }
        finally
        {
            await Cluster.HealAsync(InTime);
        }
    }

    private static bool LagIsUnknownFor(KafkaClusterHealth health, string group) =>
        health.Checks.Any(check => check is { Name: HealthChecks.ConsumerLag, Status: "Unknown" } && check.Target == group && check.Message.Contains("1 partition without a leader", StringComparison.Ordinal));

    /// <summary>A broker that is not the active controller, whose loss would be another fault.</summary>
    private async Task<int> BystanderAsync() => (await ActiveControllerAsync() % 3) + 1;

    private async Task HealAndRemoveAsync(KafkaConnection connection, params string[] topics)
    {
        await Cluster.HealAsync(InTime);
        await RemoveAsync(connection, new RecordingOperation(), topics);
    }
}

[OnBrokers, Collection(KafkaHealthCollection.Name)]
public sealed class BrokerFaultTestsOnBrokers(HealthClusterFixture fixture) : BrokerFaultTests(fixture);

[Collection(SimulationHealthCollection.Name)]
public sealed class BrokerFaultTestsOnSimulation(HealthSimulationFixture fixture) : BrokerFaultTests(fixture);
