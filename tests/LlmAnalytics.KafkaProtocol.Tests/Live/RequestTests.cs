using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Tests.Connections;
using LlmAnalytics.Testing;

namespace LlmAnalytics.KafkaProtocol.Tests.Live;

/// <summary>Every request of the library, as a real broker takes and answers it.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class RequestTests(KafkaClusterFixture fixture) : IAsyncLifetime, IAsyncDisposable
{
    private readonly string _topic = $"requests-{Guid.NewGuid():n}";
    private BrokerConnection? _connection;

    public async Task InitializeAsync()
    {
        if (KafkaDistribution.SkipReason is null)
        {
            _connection = await fixture.Cluster.Broker(1).OpenAsync(ListenerKind.Plaintext);
        }
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    [LiveFact]
    public void The_broker_speaks_the_newest_version_of_everything() =>
        Assert.All(MessageCatalog.Entries, entry =>
        {
            Assert.True(_connection!.Versions.TryGet(entry.Api, out var version), $"{entry.Api.Key}");
            Assert.Equal(entry.Api.MaxVersion, version);
        });

    [LiveFact]
    public async Task A_topic_from_its_creation_to_its_end()
    {
        var created = (await SendAsync(new CreateTopicsRequest
        {
            Topics = [new CreatableTopic { Name = _topic, NumPartitions = 2, ReplicationFactor = 3, Configs = [new CreatableTopicConfig { Name = "retention.ms", Value = "60000" }] }],
        })).Topics.Single();
        Assert.Equal((ErrorCode.None, _topic, 2, (short)3), (created.ErrorCode, created.Name, created.NumPartitions, created.ReplicationFactor));
        Assert.NotEqual(Guid.Empty, created.TopicId);
        Assert.Contains(created.Configs!, config => config is { Name: "retention.ms", Value: "60000", ConfigSource: ConfigSource.TopicConfig });

        var described = await DescribeTopicAsync(2);
        Assert.Equal(created.TopicId, described.TopicId);
        Assert.All(described.Partitions, partition => Assert.Equal([1, 2, 3], partition.ReplicaNodes.Order()));

        await ChangeAsync("retention.ms", ConfigOperation.Set, "120000");
        await ChangeAsync("cleanup.policy", ConfigOperation.Append, "compact");
        await UntilConfigAsync("retention.ms", config => config is { Value: "120000", ConfigSource: ConfigSource.TopicConfig, ConfigType: ConfigType.Long });
        await UntilConfigAsync("cleanup.policy", config => config.ConfigType == ConfigType.List && config.Value!.Split(',').Order().SequenceEqual(["compact", "delete"]));
        await ChangeAsync("retention.ms", ConfigOperation.Delete, null);
        await UntilConfigAsync("retention.ms", config => config.ConfigSource == ConfigSource.DefaultConfig);

        var raised = await SendAsync(new CreatePartitionsRequest
        {
            Topics = [new CreatePartitionsTopic { Name = _topic, Count = 3, Assignments = [new CreatePartitionsAssignment { BrokerIds = [2, 3, 1] }] }],
            TimeoutMs = 30_000,
        });
        Assert.Equal(ErrorCode.None, raised.Results.Single().ErrorCode);
        var third = (await DescribeTopicAsync(3)).Partitions.Single(partition => partition.PartitionIndex == 2);
        Assert.Equal([2, 3, 1], third.ReplicaNodes);

        await OffsetsAreServedAsync();

        var deleted = await SendAsync(new DeleteTopicsRequest { Topics = [new DeleteTopicState { TopicId = created.TopicId }], TimeoutMs = 30_000 });
        Assert.Equal((ErrorCode.None, _topic), (deleted.Responses.Single().ErrorCode, deleted.Responses.Single().Name));
        await UntilAsync(async () => (await MetadataAsync()).ErrorCode == ErrorCode.UnknownTopicOrPartition);
    }

    [LiveFact]
    public async Task A_topic_that_is_only_tried_is_not_made()
    {
        var tried = (await SendAsync(new CreateTopicsRequest { Topics = [new CreatableTopic { Name = _topic, NumPartitions = 1, ReplicationFactor = 1 }], ValidateOnly = true })).Topics.Single();
        Assert.Equal(ErrorCode.None, tried.ErrorCode);
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, (await MetadataAsync()).ErrorCode);
    }

    [LiveFact]
    public async Task Refusals_have_a_code_and_a_text()
    {
        var refused = (await SendAsync(new CreateTopicsRequest { Topics = [new CreatableTopic { Name = _topic, NumPartitions = 1, ReplicationFactor = 99 }] })).Topics.Single();
        Assert.Equal(ErrorCode.InvalidReplicationFactor, refused.ErrorCode);
        Assert.NotEmpty(refused.ErrorMessage!);

        var missing = (await SendAsync(new DeleteTopicsRequest { Topics = [new DeleteTopicState { Name = _topic }], TimeoutMs = 30_000 })).Responses.Single();
        Assert.Equal((ErrorCode.UnknownTopicOrPartition, _topic), (missing.ErrorCode, missing.Name));

        var partitions = (await SendAsync(new CreatePartitionsRequest { Topics = [new CreatePartitionsTopic { Name = _topic, Count = 3 }], TimeoutMs = 30_000 })).Results.Single();
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, partitions.ErrorCode);

        var configs = (await SendAsync(new IncrementalAlterConfigsRequest
        {
            Resources = [new AlterConfigsResource { ResourceType = ConfigResourceType.Topic, ResourceName = _topic, Configs = [new AlterableConfig { Name = "retention.ms", Value = "1" }] }],
        })).Responses.Single();
        Assert.Equal((ErrorCode.UnknownTopicOrPartition, ConfigResourceType.Topic, _topic), (configs.ErrorCode, configs.ResourceType, configs.ResourceName));
    }

    [LiveFact]
    public async Task Settings_of_a_broker_with_synonyms_and_documentation()
    {
        var result = (await SendAsync(new DescribeConfigsRequest
        {
            Resources = [new DescribeConfigsResource { ResourceType = ConfigResourceType.Broker, ResourceName = "1", ConfigurationKeys = null }],
            IncludeSynonyms = true,
            IncludeDocumentation = true,
        })).Results.Single();

        Assert.Equal((ErrorCode.None, "1"), (result.ErrorCode, result.ResourceName));
        Assert.True(result.Configs.Length > 200, $"{result.Configs.Length} settings");
        var rack = result.Configs.Single(config => config.Name == "broker.rack");
        Assert.Equal(("rack1", ConfigSource.StaticBrokerConfig, ConfigType.String, true), (rack.Value, rack.ConfigSource, rack.ConfigType, rack.ReadOnly));
        Assert.NotEmpty(rack.Documentation!);
        Assert.Contains(rack.Synonyms, synonym => synonym is { Name: "broker.rack", Value: "rack1", Source: ConfigSource.StaticBrokerConfig });
        var password = result.Configs.Single(config => config.Name == "ssl.keystore.password");
        Assert.True(password.IsSensitive);
        Assert.Null(password.Value);
    }

    [LiveFact]
    public async Task No_reassignment_is_under_way()
    {
        var response = await SendAsync(new ListPartitionReassignmentsRequest());

        Assert.Equal(ErrorCode.None, response.ErrorCode);
        Assert.Empty(response.Topics);
    }

    [LiveFact]
    public async Task The_quorum_has_a_leader_and_all_voters_with_their_addresses()
    {
        var response = await SendAsync(new DescribeQuorumRequest
        {
            Topics = [new DescribeQuorumRequestTopic { TopicName = "__cluster_metadata", Partitions = [new DescribeQuorumRequestPartition()] }],
        });

        Assert.Equal(ErrorCode.None, response.ErrorCode);
        var partition = response.Topics.Single().Partitions.Single();
        Assert.Equal([1, 2, 3], partition.CurrentVoters.Select(voter => voter.ReplicaId).Order());
        Assert.Contains(partition.LeaderId, new[] { 1, 2, 3 });
        Assert.True(partition.HighWatermark > 0);
        Assert.All(partition.CurrentVoters, voter => Assert.True(voter.LogEndOffset > 0));
        Assert.Equal([1, 2, 3], response.Nodes.Select(node => node.NodeId).Order());
        Assert.All(response.Nodes, node => Assert.Equal(("CONTROLLER", KafkaTestBroker.Host), (node.Listeners.Single().Name, node.Listeners.Single().Host)));
    }

    [LiveFact]
    public async Task The_cluster_with_its_fenced_brokers()
    {
        var response = await SendAsync(new DescribeClusterRequest { IncludeFencedBrokers = true, IncludeClusterAuthorizedOperations = true });

        Assert.Equal((ErrorCode.None, fixture.Cluster.ClusterId), (response.ErrorCode, response.ClusterId));
        Assert.Equal([(1, "rack1", false), (2, "rack2", false), (3, "rack3", false)],
            response.Brokers.OrderBy(broker => broker.BrokerId).Select(broker => (broker.BrokerId, broker.Rack!, broker.IsFenced)));
        Assert.True(response.ClusterAuthorizedOperations > 0);
    }

    [LiveFact]
    public async Task A_thousand_requests_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => _connection!.AskAsync($"no-such-topic-{i}"))).InTime();

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"no-such-topic-{i}"), answers);
    }

    private Task<TResponse> SendAsync<TResponse>(KafkaRequest<TResponse> request)
        where TResponse : KafkaMessage, new() => SendAsync(_connection!, request);

    /// <summary>Sends, and asserts that the answer had no field that the library doesn't know.</summary>
    private static async Task<TResponse> SendAsync<TResponse>(BrokerConnection connection, KafkaRequest<TResponse> request)
        where TResponse : KafkaMessage, new()
    {
        var response = await connection.SendAsync(request, CancellationToken.None).InTime();
        Assert.Null(((WireStruct)response).UnknownTags);
        return response;
    }

    private async Task<MetadataTopic> MetadataAsync() => (await SendAsync(Waiting.Ask(_topic))).Topics.Single();

    private async Task<MetadataTopic> DescribeTopicAsync(int partitions)
    {
        MetadataTopic? topic = null;
        await UntilAsync(async () => (topic = await MetadataAsync()).Partitions.Count(partition => partition.LeaderId > 0 && partition.IsrNodes.Length == 3) == partitions);
        return topic!;
    }

    private async Task ChangeAsync(string name, ConfigOperation operation, string? value)
    {
        var response = await SendAsync(new IncrementalAlterConfigsRequest
        {
            Resources =
            [
                new AlterConfigsResource
                {
                    ResourceType = ConfigResourceType.Topic,
                    ResourceName = _topic,
                    Configs = [new AlterableConfig { Name = name, ConfigOperation = operation, Value = value }],
                },
            ],
        });
        Assert.Equal(ErrorCode.None, response.Responses.Single().ErrorCode);
    }

    /// <summary>Waits for a setting: the broker that is asked learns of a change a moment after the controller has answered.</summary>
    private Task UntilConfigAsync(string name, Func<DescribeConfigsResourceResult, bool> isAsChanged) => UntilAsync(async () => isAsChanged((await SendAsync(new DescribeConfigsRequest
    {
        Resources = [new DescribeConfigsResource { ResourceType = ConfigResourceType.Topic, ResourceName = _topic, ConfigurationKeys = [name] }],
        IncludeSynonyms = true,
    })).Results.Single().Configs.Single()));

    private async Task OffsetsAreServedAsync()
    {
        foreach (var partition in (await DescribeTopicAsync(3)).Partitions)
        {
            await using var leader = await fixture.Cluster.Broker(partition.LeaderId).OpenAsync(ListenerKind.Plaintext);
            foreach (var timestamp in new long[] { -1, -2, 0 })
            {
                // A leader that was made just now says NOT_LEADER for a while.
                ListOffsetsPartitionResponse? offset = null;
                await UntilAsync(async () =>
                {
                    var response = await SendAsync(leader, new ListOffsetsRequest
                    {
                        Topics = [new ListOffsetsTopic { Name = _topic, Partitions = [new ListOffsetsPartition { PartitionIndex = partition.PartitionIndex, Timestamp = timestamp }] }],
                    });
                    offset = response.Topics.Single().Partitions.Single();
                    return offset.ErrorCode == ErrorCode.None;
                });
                Assert.Equal(timestamp == 0 ? -1 : 0, offset!.Offset);
            }
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> state)
    {
        var end = Environment.TickCount64 + (long)Waiting.Deadline.TotalMilliseconds;
        while (!await state())
        {
            Assert.True(Environment.TickCount64 < end, "The state was waited for in vain.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
