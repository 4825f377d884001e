using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>The engine's verdict on a simulated cluster: healthy, and each fault found by the checks that are there for it, and by no other.</summary>
public sealed class EngineHealthTests : EngineTests
{
    private const string Topic = "llm-alerts";

    private static readonly Dictionary<string, Func<SimulatedKafkaCluster, int, Task>> Faults = new()
    {
        ["leaderless"] = (cluster, _) => Now(() => cluster.RemoveLeader(Topic, 0)),
        ["a follower out of sync"] = (cluster, leader) => Now(() => cluster.ShrinkIsr(Topic, 0, (leader % 3) + 1)),
        ["under min ISR"] = (cluster, _) => Now(() => cluster.PutUnderMinIsr(Topic, 0)),
        ["killed"] = (cluster, _) => cluster.KillAsync(2),
        ["frozen"] = (cluster, _) => Now(() => cluster.Freeze(2)),
        ["slow"] = (cluster, _) => Now(() => cluster.Slow(2, TimeSpan.FromMilliseconds(700))),
        ["an error"] = (cluster, _) => Now(() => cluster.InjectError(2, ApiKey.DescribeLogDirs, ErrorCode.KafkaStorageError)),
        ["the controllers' majority"] = async (cluster, _) =>
        {
            await cluster.KillAsync(2);
            await cluster.KillAsync(3);
        },
    };

    private static HealthQuery Query { get; } = new() { Patience = TimeSpan.FromSeconds(20), MaxRoundTripMs = 500 };

    [Fact]
    public async Task A_cluster_with_the_catalogs_topics_is_healthy_and_passes_a_record()
    {
        await using var connection = await ConnectToCatalogAsync();
        var health = await connection.Cluster.Health.TestAsync(Query with { IncludeRoundTrip = true }, Operation, InTime);
        Assert.True(health.Healthy, Tell(health));
        Assert.Equal((3, 14, 0), (health.BrokerCount, health.LlmTopicCount, health.OfflinePartitions));
    }

    [Theory]
    [InlineData("leaderless", "OfflinePartitions Critical", "UnderMinIsr Critical", "UnderReplicated Warning")]
    [InlineData("a follower out of sync", "AtMinIsr Warning", "UnderReplicated Warning")]
    [InlineData("under min ISR", "UnderMinIsr Critical", "UnderReplicated Warning")]
    [InlineData("killed", "BrokerReachable Critical", "BrokerCount Warning", "AtMinIsr Warning", "UnderReplicated Warning", "Balance Warning")]
    [InlineData("frozen", "BrokerReachable Critical", "BrokerCount Warning", "AtMinIsr Warning", "UnderReplicated Warning", "Balance Warning")]
    [InlineData("slow", "BrokerReachable Warning")]
    [InlineData("an error", "LogDirectories Unknown")]
    [InlineData("the controllers' majority", "BrokerReachable Critical", "BrokerCount Warning", "Quorum Critical", "UnderMinIsr Critical", "UnderReplicated Warning")]
    public async Task A_fault_is_found_and_gone_when_it_is_healed(string fault, params string[] findings)
    {
        await using var connection = await ConnectToCatalogAsync();
        var leader = (await TopicAsync(connection, Topic)).Partitions[0].Leader;
        await Faults[fault](Cluster, leader);
        var query = fault == "frozen" ? Query with { Patience = TimeSpan.FromSeconds(2) } : Query;
        var health = await connection.Cluster.Health.TestAsync(query, Operation, InTime);
        var found = health.Checks.Where(check => check.Status != "Passed").Select(check => $"{check.Name} {check.Status}").Distinct();
        Assert.Equal(findings, found);

        Cluster.Heal();
        health = await connection.Cluster.Health.TestAsync(Query with { Skip = [HealthChecks.PreferredLeaders, HealthChecks.Balance] }, Operation, InTime);
        Assert.True(health.Healthy, Tell(health));
    }

    [Fact]
    public async Task Ill_partitions_show_in_the_topic_by_every_broker()
    {
        await using var connection = await ConnectToCatalogAsync();
        Cluster.RemoveLeader(Topic, 0);
        Cluster.PutUnderMinIsr(Topic, 1);
        Cluster.ShrinkIsr(Topic, 2, ((await TopicAsync(connection, Topic)).Partitions[2].Leader % 3) + 1);
        foreach (var broker in Cluster.Brokers)
        {
            await using var one = await Kafka.ConnectAsync(new KafkaConnectionRequest { BootstrapServers = [Cluster.Address(broker)], Properties = new Dictionary<string, string>() }, Operation, InTime);
            var topic = await TopicAsync(one, Topic);
            Assert.Equal((1, 2, 1, 3, "Unhealthy"), (topic.OfflinePartitions, topic.UnderMinIsrPartitions, topic.AtMinIsrPartitions, topic.UnderReplicatedPartitions, topic.Health));
            Assert.Equal(["Offline", "UnderMinIsr", "AtMinIsr", "Healthy"], topic.Partitions.Take(4).Select(partition => partition.State));
            Assert.Equal((-1, ""), (topic.Partitions[0].Leader, topic.Partitions[0].Isr));
        }
    }

    [Fact]
    public async Task A_stale_broker_is_named()
    {
        await using var connection = await ConnectToCatalogAsync();
        Cluster.SetStale(2, isStale: true);
        Cluster.RemoveLeader(Topic, 0);
        var health = await connection.Cluster.Health.TestAsync(Query, Operation, InTime);
        var check = Assert.Single(health.Checks, check => check.Name == HealthChecks.Metadata);
        Assert.Equal("Warning", check.Status);
        Assert.Contains("broker 2", check.Target, StringComparison.Ordinal);
    }

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static string Tell(KafkaClusterHealth health) => string.Join('\n', health.Checks.Where(check => check.Status != "Passed"));
}
