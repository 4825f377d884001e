using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Infra.Tests.Live.Health;

/// <summary>
/// Faults that real brokers don't have on demand: partitions that are ill while all brokers are well, errors in answers, stale metadata. Each is found by the checks
/// that are there for it, and by no other.
/// </summary>
[Collection(SimulationHealthCollection.Name)]
public sealed class SimulatedFaultTests(HealthSimulationFixture fixture) : HealthTests(fixture)
{
    private const string Topic = "llm-alerts";

    private static readonly Dictionary<string, Action<SimulatedKafkaCluster, int>> Faults = new()
    {
        ["leaderless"] = (cluster, _) => cluster.RemoveLeader(Topic, 0),
        ["a follower out of sync"] = (cluster, leader) => cluster.ShrinkIsr(Topic, 0, (leader % 3) + 1),
        ["under min ISR"] = (cluster, _) => cluster.PutUnderMinIsr(Topic, 0),
        ["slow"] = (cluster, _) => cluster.Slow(2, TimeSpan.FromMilliseconds(800)),
        ["an error"] = (cluster, _) => cluster.InjectError(2, ApiKey.DescribeLogDirs, ErrorCode.KafkaStorageError),
    };

    private SimulatedKafkaCluster Simulation => fixture.Cluster.Simulation;

    [Theory]
    [InlineData("leaderless", "OfflinePartitions Critical", "UnderMinIsr Critical", "UnderReplicated Warning")]
    [InlineData("a follower out of sync", "AtMinIsr Warning", "UnderReplicated Warning")]
    [InlineData("under min ISR", "UnderMinIsr Critical", "UnderReplicated Warning")]
    [InlineData("slow", "BrokerReachable Warning")]
    [InlineData("an error", "LogDirectories Unknown")]
    public async Task A_fault_is_found_and_gone_when_it_is_healed(string fault, params string[] findings)
    {
        await using var connection = await ConnectToHealthyAsync();
        Faults[fault](Simulation, (await ReadAsync(connection)).Partitions[0].Leader);
        var health = await TestAsync(connection, Query with { MaxRoundTripMs = 700, Patience = TimeSpan.FromSeconds(10) });
        Assert.True(findings.SequenceEqual(Findings(health)), Tell(health));

        Simulation.Heal();
        health = await TestAsync(connection, Query with { Skip = [HealthChecks.PreferredLeaders, HealthChecks.Balance] });
        Assert.True(health.Healthy, Tell(health));
    }

    [Fact]
    public async Task Ill_partitions_show_in_the_topic_by_every_broker()
    {
        await using var connection = await ConnectToHealthyAsync();
        Simulation.RemoveLeader(Topic, 0);
        Simulation.PutUnderMinIsr(Topic, 1);
        Simulation.ShrinkIsr(Topic, 2, ((await ReadAsync(connection)).Partitions[2].Leader % 3) + 1);
        foreach (var broker in Cluster.Brokers)
        {
            await using var one = await ConnectAsync(servers: broker.Address(Testing.ListenerKind.Plaintext));
            var topic = await ReadAsync(one);
            Assert.Equal((1, 2, 1, 3, "Unhealthy"), (topic.OfflinePartitions, topic.UnderMinIsrPartitions, topic.AtMinIsrPartitions, topic.UnderReplicatedPartitions, topic.Health));
            Assert.Equal(["Offline", "UnderMinIsr", "AtMinIsr", "Healthy"], topic.Partitions.Take(4).Select(partition => partition.State));
            Assert.Equal((-1, ""), (topic.Partitions[0].Leader, topic.Partitions[0].Isr));
        }
    }

    [Fact]
    public async Task A_stale_broker_is_named()
    {
        await using var connection = await ConnectToHealthyAsync();
        Simulation.SetStale(2, isStale: true);
        Simulation.RemoveLeader(Topic, 0);
        var check = Single(await TestAsync(connection), HealthChecks.Metadata);
        Assert.Equal("Warning", check.Status);
        Assert.Contains("broker 2", check.Target, StringComparison.Ordinal);
    }

    private static async Task<KafkaTopic> ReadAsync(KafkaConnection connection) =>
        Assert.Single(await GetAsync(connection, new RecordingOperation(), new TopicQuery { Names = [Topic], Detailed = true }));
}
