using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Kafka;

/// <summary>Every fault that can be asked for, as a client sees it.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private SimulatedKafkaCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await SimulatedKafkaCluster.StartAsync(new SimulatedClusterOptions { SessionTimeout = TimeSpan.Zero });
        await using var client = await RawClient.ConnectAsync(_cluster.Address(1));
        var created = await client.SendAsync(new CreateTopicsRequest
        {
            Topics =
            [
                new CreatableTopic
                {
                    Name = "t", NumPartitions = -1, ReplicationFactor = -1,
                    Assignments = [new CreatableReplicaAssignment { BrokerIds = [2, 3, 1] }],
                    Configs = [new CreatableTopicConfig { Name = "min.insync.replicas", Value = "2" }],
                },
            ],
        });
        Assert.Equal(ErrorCode.None, created.Topics[0].ErrorCode);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_killed_broker_refuses_and_leads_nothing_until_it_is_back_on_its_port()
    {
        var address = _cluster.Address(2);
        await _cluster.KillAsync(2);
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => RawClient.ConnectAsync(address));
        var partition = await PartitionAsync();
        Assert.Equal((3, 1), (partition.LeaderId, partition.LeaderEpoch));
        Assert.Equal([3, 1], partition.IsrNodes);
        Assert.Equal([2], partition.OfflineReplicas);

        _cluster.Start(2);
        Assert.Equal(address, _cluster.Address(2));
        partition = await PartitionAsync(broker: 2);
        Assert.Equal(3, partition.LeaderId);
        Assert.Equal([1, 2, 3], partition.IsrNodes.Order());
    }

    [Fact]
    public async Task A_frozen_broker_takes_connections_and_answers_when_it_is_thawed()
    {
        _cluster.Freeze(3);
        await using var client = await RawClient.ConnectAsync(_cluster.Address(3));
        var answer = client.SendAsync(new MetadataRequest());
        var isr = (await PartitionAsync()).IsrNodes;
        Assert.Equal([2, 1], isr);
        Assert.False(answer.IsCompleted);
        _cluster.Thaw(3);
        Assert.InRange((await answer).Brokers.Length, 2, 3); // it may still count as fenced when it says so
    }

    [Fact]
    public async Task An_injected_error_is_answered_and_nothing_is_done()
    {
        _cluster.InjectError(null, ApiKey.CreateTopics, ErrorCode.PolicyViolation, times: 1);
        await using var client = await RawClient.ConnectAsync(_cluster.Address(1));
        var request = new CreateTopicsRequest { Topics = [new CreatableTopic { Name = "new", NumPartitions = 1, ReplicationFactor = 1 }] };
        Assert.Equal(ErrorCode.PolicyViolation, (await client.SendAsync(request)).Topics[0].ErrorCode);
        Assert.Equal(ErrorCode.None, (await client.SendAsync(request)).Topics[0].ErrorCode);
    }

    [Fact]
    public async Task A_cut_response_ends_in_its_midst()
    {
        _cluster.CutResponses(1, ApiKey.Metadata);
        await using var client = await RawClient.ConnectAsync(_cluster.Address(1));
        await Assert.ThrowsAsync<EndOfStreamException>(() => client.SendAsync(new MetadataRequest()));
        await using var again = await RawClient.ConnectAsync(_cluster.Address(1));
        Assert.Equal(3, (await again.SendAsync(new MetadataRequest())).Brokers.Length);
    }

    [Fact]
    public async Task A_stale_broker_tells_what_was()
    {
        _cluster.SetStale(1, isStale: true);
        _cluster.RemoveLeader("t", 0);
        Assert.Equal(2, (await PartitionAsync()).LeaderId);
        var elsewhere = await PartitionAsync(broker: 3);
        Assert.Equal((-1, ErrorCode.LeaderNotAvailable), (elsewhere.LeaderId, elsewhere.ErrorCode));
        _cluster.Heal();
        var isr = (await PartitionAsync()).IsrNodes;
        Assert.Equal([1, 2, 3], isr.Order());
    }

    [Fact]
    public async Task Under_min_ISR_a_partition_takes_no_record_that_all_are_to_have()
    {
        _cluster.PutUnderMinIsr("t", 0);
        var isr = (await PartitionAsync()).IsrNodes;
        Assert.Equal([2], isr);
        await using var client = await RawClient.ConnectAsync(_cluster.Address(2));
        var request = new ProduceRequest { Acks = -1, TransactionalId = null, TopicData = [new ProduceTopic { Name = "t", PartitionData = [new ProducePartition { Records = Records.Batch("a") }] }] };
        Assert.Equal(ErrorCode.NotEnoughReplicas, (await client.SendAsync(request, 9)).Responses[0].PartitionResponses[0].ErrorCode);
        _cluster.HealPartition("t", 0);
        Assert.Equal(ErrorCode.None, (await client.SendAsync(request, 9)).Responses[0].PartitionResponses[0].ErrorCode);
    }

    private async Task<MetadataPartition> PartitionAsync(int broker = 1)
    {
        await using var client = await RawClient.ConnectAsync(_cluster.Address(broker));
        var response = await client.SendAsync(new MetadataRequest { Topics = [new MetadataRequestTopic { Name = "t" }] });
        return Assert.Single(Assert.Single(response.Topics).Partitions);
    }
}
