using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>Topics that are read.</summary>
public abstract class ReadTopicTests(IClusterFixture fixture) : LiveTests(fixture)
{
    [ClusterFact]
    public async Task Wildcards_and_names_find_each_topic_once_in_order()
    {
        var prefix = NewName("read");
        await PrepareAsync(Definition($"{prefix}-a"), Definition($"{prefix}-b", 2), Definition($"{prefix}-c1"), Definition($"{prefix}-c2"));
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        Assert.Equal(["a", "b"], await SuffixesAsync($"{prefix}-?"));
        Assert.Equal(["c1", "c2"], await SuffixesAsync($"{prefix.ToUpperInvariant()}-C*"));
        Assert.Equal(["a", "c1"], await SuffixesAsync($"{prefix}-c1", $"{prefix}-[ac]", $"{prefix}-a"));
        Assert.Empty(await SuffixesAsync($"{prefix}-z*"));
        Assert.Empty(operation.Problems); // a pattern without a match is no problem
        Assert.NotEmpty(operation.ProgressReports);

        async Task<IEnumerable<string>> SuffixesAsync(params string[] names) =>
            (await GetAsync(connection, operation, new TopicQuery { Names = names })).Select(topic => topic.Name[(prefix.Length + 1)..]);
    }

    [ClusterFact]
    public async Task A_topic_is_described()
    {
        var name = NewName("read");
        await PrepareAsync(Definition(name, 3, 3, ("min.insync.replicas", "2"), ("retention.ms", "86400000")));
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        var topic = Assert.Single(await GetAsync(connection, operation, new TopicQuery { Names = [name] }));
        Assert.Equal((3, 3, 2, 0, 0, 0, 0, 0, "Healthy", false, false), (topic.PartitionCount, topic.ReplicationFactor, topic.MinInSyncReplicas, topic.OfflinePartitions,
            topic.UnderReplicatedPartitions, topic.UnderMinIsrPartitions, topic.AtMinIsrPartitions, topic.ReassigningPartitions, topic.Health, topic.Internal, topic.InCatalog));
        Assert.NotEqual(Guid.Empty, topic.TopicId);
        Assert.Empty(topic.Settings);
        Assert.Empty(topic.Partitions);

        topic = Assert.Single(await GetAsync(connection, operation, new TopicQuery { Names = [name], Detailed = true }));
        Assert.Equal([0, 1, 2], topic.Partitions.Select(partition => partition.Partition));
        Assert.All(topic.Partitions, partition => Assert.Equal(("1,2,3", "Healthy", ""), (string.Join(',', partition.Replicas.Split(',').Order()), partition.State, partition.OfflineReplicas)));
        Assert.Contains(new KafkaTopicSetting("min.insync.replicas", "2", "DynamicTopicConfig", "1"), topic.Settings);
        Assert.Contains(new KafkaTopicSetting("retention.ms", "86400000", "DynamicTopicConfig", null), topic.Settings); // of retention, brokers don't tell their default
        Assert.DoesNotContain(topic.Settings, setting => setting.Source == "DefaultConfig");
    }

    [ClusterFact]
    public async Task Missing_topics_are_problems_and_the_others_are_read()
    {
        var name = NewName("read");
        await PrepareAsync(Definition(name));
        await using var connection = await ConnectAsync();
        foreach (var names in new[] { new[] { name, "no-such-topic" }, [$"{name}*", "no-such-topic"] })
        {
            var operation = new RecordingOperation();
            Assert.Equal(name, Assert.Single(await GetAsync(connection, operation, new TopicQuery { Names = names })).Name);
            var problem = Assert.Single(operation.Problems);
            Assert.Equal((ErrorIds.TopicNotFound, "no-such-topic"), (problem.ErrorId, problem.Target));
        }
    }

    [ClusterFact]
    public async Task A_user_without_rights_sees_nothing_and_is_told_so_where_a_topic_was_named()
    {
        var name = NewName("read");
        await PrepareAsync(Definition(name));
        await using var connection = await ConnectAsync(ListenerKind.Sasl, KafkaUsers.Alice);
        var operation = new RecordingOperation();
        Assert.Empty(await GetAsync(connection, operation, new TopicQuery()));
        Assert.Empty(operation.Problems);
        Assert.Empty(await connection.Cluster.Topics.GetNamesAsync(InTime));
        Assert.Empty(await GetAsync(connection, operation, new TopicQuery { Names = [name, "r*"] }));
        var problem = Assert.Single(operation.Problems);
        Assert.Equal((ErrorIds.KafkaAuthorizationFailed, name), (problem.ErrorId, problem.Target));
    }

    [ClusterFact]
    public async Task Kafkas_own_topics_are_shown_when_asked_for()
    {
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        await CreateAsync(connection, operation, Definition("__consumer_offsets", 1, 3, ("cleanup.policy", "compact")));
        Assert.DoesNotContain(await GetAsync(connection, operation, new TopicQuery()), topic => topic.Internal);
        Assert.Contains(await GetAsync(connection, operation, new TopicQuery { IncludeInternal = true }), topic => topic is { Name: "__consumer_offsets", Internal: true });
        Assert.DoesNotContain("__consumer_offsets", await connection.Cluster.Topics.GetNamesAsync(InTime));
    }

    [ClusterFact]
    public async Task The_catalogs_topics_alone()
    {
        var definition = Kafka.TopicCatalog[0] with { Partitions = 1 };
        await using var connection = await ConnectAsync();
        await CreateAsync(connection, new RecordingOperation(), definition, Definition(NewName("llm-other")));
        try
        {
            var topics = await GetAsync(connection, new RecordingOperation(), new TopicQuery { CatalogOnly = true });
            Assert.Equal((definition.Name, true), (Assert.Single(topics).Name, topics[0].InCatalog));
        }
        finally
        {
            await RemoveAsync(connection, new RecordingOperation(), definition.Name);
        }
    }

    [ClusterFact]
    public async Task A_deadline_that_passes_ends_the_command()
    {
        await using var connection = await ConnectAsync(ListenerKind.Counted);
        foreach (var broker in Cluster.Brokers)
        {
            broker.Counter!.Pause();
        }

        try
        {
            var reading = AllAsync(connection.Cluster.Topics.GetAsync(new TopicQuery(), new RecordingOperation(), Within(TimeSpan.FromSeconds(1))));
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(Deadline));
            Assert.True(failure is OperationCanceledException or ProblemException { Problem.ErrorId: ErrorIds.KafkaBrokerNotResponding }, failure.ToString());
        }
        finally
        {
            await Cluster.HealAsync();
        }
    }
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class ReadTopicTestsOnBrokers(LiveClusterFixture fixture) : ReadTopicTests(fixture);

[Collection(SimulationCollection.Name)]
public sealed class ReadTopicTestsOnSimulation(LiveSimulationFixture fixture) : ReadTopicTests(fixture);
