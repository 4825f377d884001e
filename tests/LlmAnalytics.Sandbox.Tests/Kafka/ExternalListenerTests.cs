using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Kafka;

/// <summary>Clients behind a proxy are told its ports, others the brokers' own.</summary>
public sealed class ExternalListenerTests
{
    [Fact]
    public async Task Clients_of_the_external_listener_are_told_the_ports_that_are_advertised()
    {
        await using var cluster = await SimulatedKafkaCluster.StartAsync(new SimulatedClusterOptions { HasExternalListener = true });
        cluster.Advertise(2, 9);
        Assert.Equal([cluster.Address(1, SimulatedListener.External), "127.0.0.1:9", cluster.Address(3, SimulatedListener.External)], await BrokersAsync(cluster.Address(1, SimulatedListener.External)));
        Assert.Equal(cluster.Brokers.Select(broker => cluster.Address(broker)), await BrokersAsync(cluster.Address(1)));

        var request = new DescribeConfigsRequest { Resources = [new DescribeConfigsResource { ResourceType = ConfigResourceType.Broker, ResourceName = "2" }] };
        await using var broker = await RawClient.ConnectAsync(cluster.Address(2));
        var settings = (await broker.SendAsync(request)).Results[0].Configs.ToDictionary(config => config.Name, config => config.Value);
        Assert.EndsWith("EXTERNAL://127.0.0.1:9", settings["advertised.listeners"], StringComparison.Ordinal);
        Assert.EndsWith($"EXTERNAL://{cluster.Address(2, SimulatedListener.External)}", settings["listeners"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_the_listener_advertises_nothing()
    {
        await using var cluster = await SimulatedKafkaCluster.StartAsync();
        Assert.Throws<InvalidOperationException>(() => cluster.Advertise(1, 9));
    }

    private static async Task<IEnumerable<string>> BrokersAsync(string address)
    {
        await using var client = await RawClient.ConnectAsync(address);
        return (await client.SendAsync(new MetadataRequest())).Brokers.OrderBy(broker => broker.NodeId).Select(broker => $"{broker.Host}:{broker.Port}").ToList();
    }
}
