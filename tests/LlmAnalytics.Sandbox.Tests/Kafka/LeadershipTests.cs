using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Kafka;

/// <summary>Who leads after brokers and controllers went and came back.</summary>
public sealed class LeadershipTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_leaders_of_a_dead_broker_go_to_all_others()
    {
        await using var cluster = await StartAsync(partitions: 300);
        await cluster.KillAsync(2);
        var leaders = (await PartitionsAsync(cluster)).CountBy(partition => partition.LeaderId).ToDictionary();
        Assert.Equal([1, 3], leaders.Keys.Order());
        Assert.All(leaders.Values, count => Assert.InRange(count, 110, 190));
    }

    [Fact]
    public async Task Leaders_go_home_at_the_next_check()
    {
        await using var cluster = await StartAsync(settings: new Dictionary<string, string> { ["leader.imbalance.check.interval.seconds"] = "1" });
        var home = (await PartitionsAsync(cluster)).Select(partition => partition.LeaderId).ToList();
        await cluster.KillAsync(2);
        Assert.DoesNotContain(await PartitionsAsync(cluster), partition => partition.LeaderId == 2);
        cluster.Start(2);
        using var patience = new CancellationTokenSource(Deadline);
        while (!(await PartitionsAsync(cluster)).Select(partition => partition.LeaderId).SequenceEqual(home))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public async Task Without_a_majority_of_controllers_no_broker_is_fenced_until_they_are_back()
    {
        await using var cluster = await StartAsync();
        await cluster.KillAsync(2);
        await cluster.KillAsync(3);
        Assert.Equal(-1, cluster.ControllerId);
        Assert.All(await PartitionsAsync(cluster), partition => Assert.Equal([1, 3], partition.IsrNodes.Order()));

        cluster.Start(2);
        Assert.Contains(cluster.ControllerId, (int[])[1, 2]);
        Assert.All(await PartitionsAsync(cluster), partition => Assert.Equal([1, 2], partition.IsrNodes.Order()));
        Assert.DoesNotContain(await PartitionsAsync(cluster), partition => partition.LeaderId is 3 or < 0);
    }

    [Fact]
    public async Task Controllers_that_were_all_gone_choose_one_that_is_back()
    {
        await using var cluster = await StartAsync();
        foreach (var broker in cluster.Brokers)
        {
            await cluster.KillAsync(broker);
        }

        cluster.Start(1);
        Assert.Equal(-1, cluster.ControllerId);
        cluster.Start(2);
        Assert.Contains(cluster.ControllerId, (int[])[1, 2]);
    }

    private static async Task<SimulatedKafkaCluster> StartAsync(int partitions = 6, IReadOnlyDictionary<string, string>? settings = null)
    {
        var cluster = await SimulatedKafkaCluster.StartAsync(new SimulatedClusterOptions { SessionTimeout = TimeSpan.Zero, Settings = settings ?? new Dictionary<string, string>() });
        await using var client = await RawClient.ConnectAsync(cluster.Address(1));
        await client.SendAsync(new CreateTopicsRequest { Topics = [new CreatableTopic { Name = "t", NumPartitions = partitions, ReplicationFactor = 3 }] });
        return cluster;
    }

    private static async Task<MetadataPartition[]> PartitionsAsync(SimulatedKafkaCluster cluster)
    {
        await using var client = await RawClient.ConnectAsync(cluster.Address(1));
        return Assert.Single((await client.SendAsync(new MetadataRequest { Topics = [new MetadataRequestTopic { Name = "t" }] })).Topics).Partitions;
    }
}
