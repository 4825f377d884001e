using System.Text.Json;
using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Health;

/// <summary>Topics that drifted or are missing, that are being moved, and groups that are behind.</summary>
public abstract class TopicFaultTests(IClusterFixture fixture) : HealthTests(fixture)
{
    [ClusterFact]
    public async Task A_drifted_topic_and_a_missing_one_are_found_by_their_checks_alone()
    {
        await using var connection = await ConnectToHealthyAsync();
        await AlterAsync("llm-alerts", ("retention.ms", "3600000"));
        await RemoveAsync(connection, new RecordingOperation(), "llm-traces");
        try
        {
            var health = await TestAsync(connection);
            Assert.True(new[] { "ExpectedTopics Critical", "TopicDrift Warning" }.SequenceEqual(Findings(health)), Tell(health));
            Assert.Equal(("llm-traces", "13", "14"), (Single(health, HealthChecks.ExpectedTopics).Target, Single(health, HealthChecks.ExpectedTopics).Observed, Single(health, HealthChecks.ExpectedTopics).Expected));
            Assert.Equal("llm-alerts", Single(health, HealthChecks.TopicDrift).Target);
            Assert.Contains("retention.ms", Single(health, HealthChecks.TopicDrift).Observed, StringComparison.Ordinal);
        }
        finally
        {
            // The next test makes both again.
            await RemoveAsync(connection, new RecordingOperation(), "llm-alerts");
        }
    }

    [ClusterFact]
    public async Task A_group_that_is_behind_warns_and_one_without_a_commit_is_unknown()
    {
        await using var connection = await ConnectToHealthyAsync();
        var topic = NewName("lag");
        await PrepareAsync(Definition(topic));
        await ProduceAsync(topic, records: 50, bytes: 1);
        var (behind, mute) = (NewName("behind"), NewName("mute"));
        await CommitAsync(behind, new TopicPartitionOffset(topic, 0, 10));
        using (var consumer = Consumer(mute))
        {
            consumer.Subscribe(topic);
            await EventuallyAsync(() => Task.FromResult(consumer.Consume(TimeSpan.FromMilliseconds(100)) is not null), "the group reads");
            var health = await TestAsync(connection, Query with { MaxLag = 39 });
            Assert.True(new[] { "ConsumerLag Warning", "ConsumerLag Unknown" }.SequenceEqual(Findings(health)), Tell(health));
            Assert.Equal((behind, $"{behind}: 40"), (Single(health, HealthChecks.ConsumerLag, "Warning").Target, Single(health, HealthChecks.ConsumerLag, "Warning").Observed));
            Assert.Equal(mute, Single(health, HealthChecks.ConsumerLag, "Unknown").Target);
            health = await TestAsync(connection, Query with { MaxLag = 40 });
            Assert.True(new[] { "ConsumerLag Unknown" }.SequenceEqual(Findings(health)), Tell(health));
            consumer.Close();
        }

        await RemoveAsync(connection, new RecordingOperation(), topic);
    }
}

[OnBrokers, Collection(KafkaHealthCollection.Name)]
public sealed class TopicFaultTestsOnBrokers(HealthClusterFixture fixture) : TopicFaultTests(fixture)
{
    /// <summary>Here alone: simulated brokers don't reassign.</summary>
    [LiveFact]
    public async Task A_reassignment_in_progress_is_told_and_is_no_fault()
    {
        await using var connection = await ConnectToHealthyAsync();
        var topic = NewName("moving");
        await PlaceAsync(topic, [1, 2], ("min.insync.replicas", "1"));
        await ProduceAsync(topic, records: 20, bytes: 100_000);
        var plan = Path.Combine(fixture.Cluster.TlsFolder, $"{topic}.json");
        await File.WriteAllTextAsync(plan, JsonSerializer.Serialize(new { version = 1, partitions = new[] { new { topic, partition = 0, replicas = new[] { 1, 3 } } } }));
        var (exitCode, output) = await KafkaTool.RunAsync(
            "org.apache.kafka.tools.reassign.ReassignPartitionsCommand",
            ["--bootstrap-server", fixture.Cluster.BootstrapServers(ListenerKind.Plaintext), "--reassignment-json-file", plan, "--execute", "--throttle", "1000"],
            cancellationToken: InTime);
        Assert.True(exitCode == 0, output);
        try
        {
            var health = await TestAsync(connection);
            Assert.True(health.Healthy, Tell(health));
            Assert.Equal(($"{topic}-0", "1"), (Single(health, HealthChecks.Reassignments).Target, Single(health, HealthChecks.Reassignments).Observed));
            Assert.Equal(0, health.UnderReplicatedPartitions);
        }
        finally
        {
            await RemoveAsync(connection, new RecordingOperation(), topic);
        }
    }
}

[Collection(SimulationHealthCollection.Name)]
public sealed class TopicFaultTestsOnSimulation(HealthSimulationFixture fixture) : TopicFaultTests(fixture);
