using System.Diagnostics;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>One bad bootstrap server of three.</summary>
public abstract class BootstrapTests(IClusterFixture fixture) : LiveTests(fixture)
{
    [ClusterFact]
    public async Task A_dead_address_first_of_three_costs_nothing_that_a_user_would_notice()
    {
        var servers = $"127.0.0.1:{LoopbackPorts.Take(1)[0]},{Cluster.Broker(2).Address(ListenerKind.Plaintext)},{Cluster.Broker(3).Address(ListenerKind.Plaintext)}";
        await ConnectsFastAsync(servers);
    }

    [ClusterFact]
    public async Task A_name_that_is_not_found_first_of_three_costs_nothing_that_a_user_would_notice() =>
        await ConnectsFastAsync($"no-such-host.invalid:9092,{Cluster.Broker(2).Address(ListenerKind.Plaintext)},{Cluster.Broker(3).Address(ListenerKind.Plaintext)}");

    [ClusterFact]
    public async Task A_silent_server_first_of_three_costs_nothing_that_a_user_would_notice()
    {
        await using var server = new SilentServer();
        await ConnectsFastAsync($"{server.Address},{Cluster.Broker(2).Address(ListenerKind.Plaintext)},{Cluster.Broker(3).Address(ListenerKind.Plaintext)}");
    }

    [ClusterFact]
    public async Task A_frozen_broker_first_of_three_costs_nothing_that_a_user_would_notice()
    {
        Cluster.Broker(1).Freeze();
        try
        {
            await ConnectsFastAsync(Cluster.BootstrapServers(ListenerKind.Plaintext));
        }
        finally
        {
            await Cluster.HealAsync();
        }
    }

    private async Task ConnectsFastAsync(string servers)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await using var connection = await ConnectAsync(servers: servers);
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        Assert.Equal(Cluster.ClusterId, connection.ClusterId);

        // Less than the 10 s after which a connection to a silent server is given up.
        Assert.True(elapsed < TimeSpan.FromSeconds(8), $"Connecting took {elapsed}.");
    }
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class BootstrapTestsOnBrokers(LiveClusterFixture fixture) : BootstrapTests(fixture);

[Collection(SimulationCollection.Name)]
public sealed class BootstrapTestsOnSimulation(LiveSimulationFixture fixture) : BootstrapTests(fixture);
