using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>Topics that are created, and those that exist.</summary>
public abstract class CreateTopicTests(IClusterFixture fixture) : LiveTests(fixture)
{
    private const short CreateTopics = 19;

    [ClusterFact]
    public async Task The_catalog_is_created_in_one_request_and_a_second_run_writes_nothing()
    {
        var catalog = Kafka.TopicCatalog.Where(topic => !topic.Optional).ToArray();
        Assert.Equal(14, catalog.Length);
        await using var connection = await ConnectAsync(ListenerKind.Counted);
        try
        {
            Cluster.ClearCountedRequests();
            var operation = new RecordingOperation();
            var created = await CreateAsync(connection, operation, catalog);
            Assert.Empty(operation.Problems);
            Assert.Empty(operation.Warnings);
            Assert.Equal(catalog.Select(topic => topic.Name), created.Select(result => result.Name));
            Assert.All(created, result => Assert.Equal(("Created", "Visible", 3), (result.Status, result.Availability, result.ReplicationFactor)));
            Assert.Equal(catalog.Select(topic => topic.Partitions), created.Select(result => result.PartitionCount));
            Assert.Single(Cluster.CountedRequests, request => request.ApiKey == CreateTopics);
            Assert.Equal(14, operation.Questions.Count);
            Assert.All(operation.Questions, question => Assert.Contains(Cluster.ClusterId, question.Target, StringComparison.Ordinal));

            // Visible is a promise about every broker.
            foreach (var broker in Cluster.Brokers)
            {
                foreach (var topic in catalog)
                {
                    Assert.All((await TopicAsync(topic.Name, broker.Id))!.Partitions, partition => Assert.True(partition.LeaderId > 0));
                }
            }

            Assert.Equal(catalog[0].Config!, (await OwnSettingsAsync(catalog[0].Name)).ToDictionary(setting => setting.Key, setting => setting.Value!));

            Cluster.ClearCountedRequests();
            operation = new RecordingOperation();
            var again = await CreateAsync(connection, operation, catalog);
            Assert.All(again, result => Assert.True(result is { Status: "Unchanged", Differences: [] }, $"{result}: {string.Join("; ", result.Differences)}"));
            Assert.Empty(operation.Questions);
            Assert.InRange(Cluster.CountedRequests.Count, 1, 3);
            Assert.All(Cluster.CountedRequests, request => Assert.True(request.ApiKey is 3 or 32, $"request {request.ApiKey}"));
        }
        finally
        {
            await RemoveAsync(connection, new RecordingOperation(), [.. catalog.Select(topic => topic.Name)]);
        }
    }

    [ClusterTheory]
    [InlineData(TopicReadiness.None, "NotChecked")]
    [InlineData(TopicReadiness.Visible, "Visible")]
    [InlineData(TopicReadiness.Serving, "Serving")]
    public async Task The_wait_goes_as_far_as_asked(TopicReadiness waitFor, string availability)
    {
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        var name = NewName("wait");
        var creation = new TopicCreation { Definitions = [Definition(name, partitions: 6)], WaitFor = waitFor };
        var result = Assert.Single(await AllAsync(connection.Cluster.Topics.CreateAsync(creation, operation, InTime)));
        Assert.Equal(("Created", availability), (result.Status, result.Availability));
        Assert.Empty(operation.Warnings);
        if (waitFor == TopicReadiness.Serving)
        {
            foreach (var partition in (await TopicAsync(name))!.Partitions)
            {
                var answer = await AskAsync(partition.LeaderId, new ListOffsetsRequest
                {
                    Topics = [new ListOffsetsTopic { Name = name, Partitions = [new ListOffsetsPartition { PartitionIndex = partition.PartitionIndex, Timestamp = -1 }] }],
                });
                Assert.Equal(0, answer.Topics[0].Partitions[0].Offset);
            }
        }
    }

    [ClusterFact]
    public async Task A_topic_that_drifted_says_in_what()
    {
        var name = NewName("drift");
        var definition = Definition(name, 2, 3, ("retention.ms", "86400000"), ("cleanup.policy", "compact,delete"));
        await PrepareAsync(definition);
        await AlterAsync(name, ("retention.ms", "1000"), ("segment.ms", "60000"), ("cleanup.policy", "delete,compact"), ("leader.replication.throttled.replicas", "0:1"));
        await using var connection = await ConnectAsync();
        var result = Assert.Single(await CreateAsync(connection, new RecordingOperation(), definition));
        Assert.Equal(("Drifted", 2, 3), (result.Status, result.PartitionCount, result.ReplicationFactor));
        Assert.Equal(
            [new SettingDifference("retention.ms", "86400000", "1000", "DynamicTopicConfig"), new SettingDifference("segment.ms", null, "60000", "DynamicTopicConfig")],
            result.Differences.OrderBy(difference => difference.Setting, StringComparer.Ordinal));

        var counts = Assert.Single(await CreateAsync(connection, new RecordingOperation(), Definition(name, 4, 2, ("retention.ms", "1000"), ("segment.ms", "60000"), ("cleanup.policy", "compact,delete"))));
        Assert.Equal([new SettingDifference("partitions", "4", "2", "Cluster"), new SettingDifference("replication.factor", "2", "3", "Cluster")], counts.Differences);
    }

    [ClusterFact]
    public async Task A_custom_topic_without_a_factor_gets_the_brokers()
    {
        var name = NewName("custom");
        await using var connection = await ConnectAsync();
        var result = Assert.Single(await CreateAsync(connection, new RecordingOperation(), Definition(name, 3, null, ("compression.type", "zstd"))));
        Assert.Equal(("Created", 3, 3), (result.Status, result.PartitionCount, result.ReplicationFactor));
        Assert.Equal("zstd", (await OwnSettingsAsync(name))["compression.type"]);
    }

    [ClusterFact]
    public async Task A_dry_run_asks_the_broker_and_writes_nothing()
    {
        var fresh = NewName("plan");
        var existing = NewName("plan");
        await PrepareAsync(Definition(existing));
        await using var connection = await ConnectAsync(ListenerKind.Counted);
        Cluster.ClearCountedRequests();
        var operation = new RecordingOperation(Approval.WhatIf);
        var results = await CreateAsync(
            connection, operation, Definition(fresh, 5, 2, ("retention.ms", "7"), ("min.insync.replicas", "3")), Definition(existing), Definition(NewName("plan"), 1, 3, ("no.such.setting", "1")));
        Assert.Equal([(existing, "Unchanged"), (fresh, "Planned")], results.Select(result => (result.Name, result.Status)));
        var plan = results[1];
        Assert.Equal((5, 2, "NotChecked"), (plan.PartitionCount, plan.ReplicationFactor, plan.Availability));
        Assert.Contains(new SettingDifference("retention.ms", "7", null, "None"), plan.Differences);
        Assert.Contains("min.insync.replicas 3 is over the replication factor 2", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Contains(operation.Warnings, warning => warning.Contains(fresh, StringComparison.Ordinal));
        Assert.Equal(ErrorIds.TopicSettingInvalid, Assert.Single(operation.Problems).ErrorId);
        Assert.Single(Cluster.CountedRequests, request => request.ApiKey == CreateTopics);
        foreach (var broker in Cluster.Brokers)
        {
            Assert.Null(await TopicAsync(fresh, broker.Id));
        }
    }

    [ClusterFact]
    public async Task What_is_declined_is_left_out()
    {
        var name = NewName("declined");
        await using var connection = await ConnectAsync(ListenerKind.Counted);
        Cluster.ClearCountedRequests();
        Assert.Empty(await CreateAsync(connection, new RecordingOperation(Approval.Declined), Definition(name)));
        Assert.DoesNotContain(Cluster.CountedRequests, request => request.ApiKey == CreateTopics);
    }

    [ClusterFact]
    public async Task Nothing_to_create_sends_nothing()
    {
        await using var connection = await ConnectAsync();
        Assert.Empty(await CreateAsync(connection, new RecordingOperation()));
    }

    [ClusterTheory]
    [InlineData("setting", ErrorIds.TopicSettingInvalid, "no.such.setting")]
    [InlineData("value", ErrorIds.TopicSettingInvalid, "retention.ms")]
    [InlineData("name", ErrorIds.TopicNameInvalid, "illegal/name")]
    [InlineData("long name", ErrorIds.TopicNameInvalid, "nnn")]
    [InlineData("factor", ErrorIds.ReplicationFactorInvalid, "4")]
    [InlineData("huge factor", ErrorIds.ReplicationFactorInvalid, "32767")]
    [InlineData("partitions", ErrorIds.TopicPartitionsInvalid, "partition")]
    public async Task One_bad_topic_does_not_keep_the_others_from_being_created(string what, string errorId, string said)
    {
        var good = Enumerable.Range(0, 13).Select(_ => Definition(NewName("good"))).ToList();
        var bad = what switch
        {
            "setting" => Definition(NewName("bad"), 1, 3, ("no.such.setting", "1")),
            "value" => Definition(NewName("bad"), 1, 3, ("retention.ms", "a week")),
            "name" => Definition("illegal/name"),
            "long name" => Definition(new string('n', 250)),
            "factor" => Definition(NewName("bad"), 1, 4),
            "huge factor" => Definition(NewName("bad"), 1, 40_000),
            _ => Definition(NewName("bad"), 0),
        };
        await using var connection = await ConnectAsync();
        foreach (var answer in new[] { Approval.WhatIf, Approval.Approved })
        {
            var operation = new RecordingOperation(answer);
            var results = await CreateAsync(connection, operation, [.. good.Take(7), bad, .. good.Skip(7)]);
            Assert.Equal(good.Select(topic => (topic.Name, answer == Approval.WhatIf ? "Planned" : "Created")), results.Select(result => (result.Name, result.Status)));
            var problem = Assert.Single(operation.Problems);
            Assert.True(problem.ErrorId == errorId, problem.ToString());
            Assert.Equal(bad.Name, problem.Target);
            Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        }

        await RemoveAsync(connection, new RecordingOperation(), [.. good.Select(topic => topic.Name)]);
    }

    [ClusterFact]
    public async Task The_same_topic_twice_is_one_if_it_is_the_same_and_a_problem_if_not()
    {
        var (one, other) = (NewName("twice"), NewName("twice"));
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        var result = Assert.Single(await CreateAsync(connection, operation, Definition(one), Definition(other), Definition(one), Definition(other, 2)));
        Assert.Equal((one, "Created"), (result.Name, result.Status));
        var problem = Assert.Single(operation.Problems);
        Assert.Equal((ErrorIds.TopicDuplicate, other), (problem.ErrorId, problem.Target));
        Assert.Null(await TopicAsync(other));
    }

    [ClusterFact]
    public Task A_user_without_rights_is_told_which_one_is_missing() => IsToldAsync(ListenerKind.Sasl);

    private protected async Task IsToldAsync(ListenerKind kind)
    {
        var (fresh, existing) = (NewName("denied"), NewName("denied"));
        await PrepareAsync(Definition(existing));
        await using var connection = await ConnectAsync(kind, KafkaUsers.Alice);
        foreach (var answer in new[] { Approval.WhatIf, Approval.Approved })
        {
            var operation = new RecordingOperation(answer);
            Assert.Empty(await CreateAsync(connection, operation, Definition(fresh), Definition(existing)));
            Assert.Equal([fresh, existing], operation.Problems.Select(problem => problem.Target));
            Assert.All(operation.Problems, problem => Assert.True(problem is { ErrorId: ErrorIds.KafkaAuthorizationFailed, Category: ProblemCategory.PermissionDenied }, problem.ToString()));
            Assert.Contains("CREATE", operation.Problems[0].Message, StringComparison.Ordinal);
        }

        Assert.Null(await TopicAsync(fresh));
    }
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class CreateTopicTestsOnBrokers(LiveClusterFixture fixture) : CreateTopicTests(fixture)
{
    /// <summary>Here alone: simulated brokers have no TLS.</summary>
    [LiveFact]
    public Task A_certificates_owner_without_rights_is_told_which_one_is_missing() => IsToldAsync(ListenerKind.Ssl);
}

[Collection(SimulationCollection.Name)]
public sealed class CreateTopicTestsOnSimulation(LiveSimulationFixture fixture) : CreateTopicTests(fixture);
