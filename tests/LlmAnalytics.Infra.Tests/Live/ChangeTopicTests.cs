using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;
using AclOperation = Confluent.Kafka.Admin.AclOperation;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>Topics that are changed and removed.</summary>
public abstract class ChangeTopicTests(IClusterFixture fixture) : LiveTests(fixture)
{
    private const short DeleteTopics = 20;
    private const short IncrementalAlterConfigs = 44;
    private const short CreatePartitions = 37;

    [ClusterFact]
    public async Task Settings_are_set_and_removed_one_by_one_and_every_broker_shows_it()
    {
        var name = NewName("set");
        await PrepareAsync(Definition(name, 2, 3, ("retention.ms", "86400000"), ("compression.type", "lz4"), ("segment.ms", "60000")));
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        var change = new TopicChange { Names = [name], Config = Settings(("retention.ms", "1000"), ("max.message.bytes", "2000000")), RemoveConfig = ["segment.ms"], Partitions = 4 };
        var result = Assert.Single(await SetAsync(connection, operation, change));
        Assert.Empty(operation.Problems);
        Assert.Equal(("Changed", 4, 3), (result.Status, result.PartitionCount, result.ReplicationFactor));
        Assert.Equal(
            [
                new SettingDifference("retention.ms", "1000", "86400000", "DynamicTopicConfig"),
                new SettingDifference("max.message.bytes", "2000000", "1048588", "DefaultConfig"),
                new SettingDifference("segment.ms", null, "60000", "DynamicTopicConfig"),
                new SettingDifference("partitions", "4", "2", "Cluster"),
            ],
            result.Differences);
        Assert.Contains(result.Warnings, warning => warning.StartsWith("retention.ms 86400000 -> 1000: records beyond", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, warning => warning.Contains("50 % of the keys", StringComparison.Ordinal));
        Assert.Equal(2, operation.Warnings.Count(warning => warning.Contains(name, StringComparison.Ordinal)));
        foreach (var broker in Cluster.Brokers)
        {
            Assert.Equal(
                new Dictionary<string, string?> { ["retention.ms"] = "1000", ["compression.type"] = "lz4", ["max.message.bytes"] = "2000000" }, await OwnSettingsAsync(name, broker.Id));
            Assert.Equal(4, (await TopicAsync(name, broker.Id))!.Partitions.Length);
        }

        var again = new RecordingOperation();
        Assert.Equal("Unchanged", Assert.Single(await SetAsync(connection, again, change)).Status);
        Assert.Empty(again.Questions);
    }

    [ClusterFact]
    public async Task What_a_removed_setting_falls_back_to_is_what_the_broker_then_shows_or_unknown()
    {
        var name = NewName("set");
        string[] removed = ["retention.ms", "segment.ms", "segment.jitter.ms", "retention.bytes", "flush.ms", "min.insync.replicas"];
        await PrepareAsync(Definition(name, 1, 3, [.. removed.Select(setting => (setting, "1"))]));
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        var result = Assert.Single(await SetAsync(connection, operation, new TopicChange { Names = [name], RemoveConfig = removed }));
        var request = new DescribeConfigsRequest { Resources = [new DescribeConfigsResource { ResourceType = ConfigResourceType.Topic, ResourceName = name }] };
        var inForce = (await AskAsync(1, request)).Results[0].Configs.ToDictionary(config => config.Name, config => config.Value);
        Assert.Equal(removed, result.Differences.Select(difference => difference.Setting));
        Assert.All(result.Differences, difference => Assert.True(difference.Expected is null || difference.Expected == inForce[difference.Setting], $"{difference}, and it is {inForce[difference.Setting]}")); // null where the broker doesn't tell
        Assert.Contains(result.Differences, difference => difference.Expected is not null);
        Assert.StartsWith("retention.ms 1 -> the broker's default", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task A_dry_run_of_a_change_changes_nothing()
    {
        var name = NewName("set");
        await PrepareAsync(Definition(name));
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation(Approval.WhatIf);
        var change = new TopicChange { Names = [name], Config = Settings(("retention.ms", "1000")), Partitions = 3 };
        var result = Assert.Single(await SetAsync(connection, operation, change));
        Assert.Equal(("Planned", 3, 2), (result.Status, result.PartitionCount, result.Differences.Count));
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("retention.ms: 604800000 -> 1000", Assert.Single(operation.Questions).Action, StringComparison.Ordinal);
        Assert.Empty(await OwnSettingsAsync(name));
        Assert.Single((await TopicAsync(name))!.Partitions);
    }

    [ClusterFact]
    public async Task One_bad_topic_does_not_keep_the_others_from_being_changed()
    {
        var (good, big) = (NewName("set"), NewName("set"));
        await PrepareAsync(Definition(good), Definition(big, 5));
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        var change = new TopicChange { Names = [good, big, "no-such-topic", "__consumer_offsets"], Config = Settings(("retention.ms", "1000")), Partitions = 3 };
        var result = Assert.Single(await SetAsync(connection, operation, change));
        Assert.Equal((good, "Changed"), (result.Name, result.Status));
        Assert.Contains(operation.Problems, problem => problem is { ErrorId: ErrorIds.TopicPartitionsLowered } && problem.Target == big);
        Assert.Contains(operation.Problems, problem => problem is { ErrorId: ErrorIds.TopicNotFound, Target: "no-such-topic" });
        Assert.Contains(operation.Problems, problem => problem is { ErrorId: ErrorIds.TopicInternal or ErrorIds.TopicNotFound, Target: "__consumer_offsets" });
        Assert.Empty(await OwnSettingsAsync(big)); // not half-changed
    }

    [ClusterTheory]
    [InlineData("no.such.setting", "1")]
    [InlineData("retention.ms", "a week")]
    public async Task A_setting_that_the_broker_refuses_leaves_the_topic_as_it_was(string setting, string value)
    {
        var name = NewName("set");
        await PrepareAsync(Definition(name));
        await using var connection = await ConnectAsync();
        foreach (var answer in new[] { Approval.WhatIf, Approval.Approved })
        {
            var operation = new RecordingOperation(answer);
            Assert.Empty(await SetAsync(connection, operation, new TopicChange { Names = [name], Config = Settings((setting, value), ("segment.ms", "60000")), Partitions = 2 }));
            var problem = Assert.Single(operation.Problems);
            Assert.True(problem.ErrorId == ErrorIds.TopicSettingInvalid, problem.ToString());
            Assert.Contains(setting, problem.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await OwnSettingsAsync(name));
        Assert.Single((await TopicAsync(name))!.Partitions);
    }

    [ClusterFact]
    public async Task Settings_that_changed_are_reported_though_the_partitions_are_refused()
    {
        var name = NewName("set");
        await PrepareAsync(Definition(name));
        await AllowAsync("User:bob", name, AclOperation.AlterConfigs, AclOperation.DescribeConfigs, AclOperation.Describe); // and not Alter, which partitions take
        await using var connection = await ConnectAsync(ListenerKind.Sasl, KafkaUsers.Bob);
        var operation = new RecordingOperation();
        var result = Assert.Single(await SetAsync(connection, operation, new TopicChange { Names = [name], Config = Settings(("retention.ms", "1000")), Partitions = 2 }));
        Assert.Equal(("Changed", 1, "retention.ms"), (result.Status, result.PartitionCount, Assert.Single(result.Differences).Setting));
        Assert.Equal((ErrorIds.KafkaAuthorizationFailed, name), (Assert.Single(operation.Problems).ErrorId, operation.Problems[0].Target));
        Assert.Equal("1000", (await OwnSettingsAsync(name))["retention.ms"]);
        Assert.Single((await TopicAsync(name))!.Partitions);
    }

    [ClusterFact]
    public async Task A_user_without_rights_changes_and_removes_nothing()
    {
        var name = NewName("set");
        await PrepareAsync(Definition(name));
        await using var connection = await ConnectAsync(ListenerKind.Sasl, KafkaUsers.Alice);
        var operation = new RecordingOperation();
        Assert.Empty(await SetAsync(connection, operation, new TopicChange { Names = [name], Config = Settings(("retention.ms", "1000")) }));
        Assert.Empty(await RemoveAsync(connection, operation, name));
        Assert.Equal(2, operation.Problems.Count);
        Assert.All(operation.Problems, problem => Assert.True(problem.ErrorId == ErrorIds.KafkaAuthorizationFailed && problem.Target == name, problem.ToString()));
        Assert.NotNull(await TopicAsync(name));
    }

    [ClusterFact]
    public async Task Topics_are_removed_and_gone_from_every_broker()
    {
        var prefix = NewName("gone");
        string[] names = [$"{prefix}-a", $"{prefix}-b", $"{prefix}-c"];
        await PrepareAsync([.. names.Select(name => Definition(name, 3))]);
        await using var connection = await ConnectAsync(ListenerKind.Counted);

        Cluster.ClearCountedRequests();
        var plan = await RemoveAsync(connection, new RecordingOperation(Approval.WhatIf), $"{prefix}-*");
        Assert.Equal(names.Select(name => (name, "Planned")), plan.Select(result => (result.Name, result.Status)));
        Assert.Empty(await RemoveAsync(connection, new RecordingOperation(Approval.Declined), $"{prefix}-*"));
        Assert.DoesNotContain(Cluster.CountedRequests, request => request.ApiKey is DeleteTopics or IncrementalAlterConfigs or CreatePartitions);
        Assert.NotNull(await TopicAsync(names[0]));

        var operation = new RecordingOperation();
        var removed = await RemoveAsync(connection, operation, $"{prefix}-[ab]", names[2], names[0]);
        Assert.Empty(operation.Problems);
        Assert.Equal(names.Select(name => (name, "Removed", "Gone", 3, 3)), removed.Select(result => (result.Name, result.Status, result.Availability, result.PartitionCount, result.ReplicationFactor)));
        Assert.Single(Cluster.CountedRequests, request => request.ApiKey == DeleteTopics);
        foreach (var broker in Cluster.Brokers)
        {
            Assert.Null(await TopicAsync(names[0], broker.Id));
        }

        // And they can be made anew at once.
        Assert.Equal("Created", Assert.Single(await CreateAsync(connection, operation, Definition(names[0]))).Status);
    }

    [ClusterFact]
    public async Task What_is_missing_and_what_is_Kafkas_own_is_not_removed()
    {
        await using var connection = await ConnectAsync(ListenerKind.Counted);
        await CreateAsync(connection, new RecordingOperation(), Definition("__consumer_offsets", 1, 3, ("cleanup.policy", "compact")));
        Cluster.ClearCountedRequests();
        var operation = new RecordingOperation();
        Assert.Empty(await RemoveAsync(connection, operation, "no-such-topic", "__consumer_offsets", "__consumer_*"));
        Assert.Equal([("__consumer_offsets", ErrorIds.TopicInternal), ("no-such-topic", ErrorIds.TopicNotFound)], operation.Problems.Select(problem => (problem.Target!, problem.ErrorId)).Order());
        Assert.DoesNotContain(Cluster.CountedRequests, request => request.ApiKey == DeleteTopics);
        Assert.NotNull(await TopicAsync("__consumer_offsets"));
    }

    private static Dictionary<string, string> Settings(params (string Name, string Value)[] settings) => settings.ToDictionary(setting => setting.Name, setting => setting.Value);
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class ChangeTopicTestsOnBrokers(LiveClusterFixture fixture) : ChangeTopicTests(fixture);

[Collection(SimulationCollection.Name)]
public sealed class ChangeTopicTestsOnSimulation(LiveSimulationFixture fixture) : ChangeTopicTests(fixture);
