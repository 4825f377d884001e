using System.Diagnostics;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Tests.Connections;
using LlmAnalytics.Testing;

namespace LlmAnalytics.KafkaProtocol.Tests.Live;

/// <summary>Brokers that freeze and die under requests.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class FaultTests(KafkaClusterFixture fixture)
{
    [LiveFact]
    public async Task A_frozen_broker_costs_a_request_its_patience_and_the_connection_lives_on()
    {
        var broker = fixture.Cluster.Broker(3);
        await using var connection = await broker.OpenAsync(ListenerKind.Plaintext);
        broker.Freeze();
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            var watch = Stopwatch.StartNew();
            var patient = connection.AskAsync("patient");

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.AskAsync("impatient", patience.Token).InTime());
            Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));
            Assert.False(connection.IsUsable); // others had better not queue up behind the one that hangs

            // It still accepts connections: the system does that. Only an answer tells that it is alive.
            var opening = await broker.OpenAsync(ListenerKind.Plaintext, new ConnectionOptions { OpenTimeout = TimeSpan.FromMilliseconds(300) }).FailureAsync();
            Assert.Equal(ConnectionFailure.NotResponding, opening.Failure);
            Assert.Contains("ApiVersions", opening.Message, StringComparison.Ordinal);

            broker.Thaw();
            Assert.Equal("patient", await patient.InTime());
            Assert.Equal("next", await connection.AskAsync("next").InTime());
            Assert.True(connection.IsUsable);
        }
        finally
        {
            await fixture.Cluster.HealAsync();
        }
    }

    [LiveFact]
    public async Task A_killed_broker_fails_what_is_in_flight_at_once()
    {
        var broker = fixture.Cluster.Broker(3);
        await using var connection = await broker.OpenAsync(ListenerKind.SaslSsl, LiveConnecting.With(
            LiveConnecting.Trusting(fixture.Cluster.Certificates.CaPath), LiveConnecting.Password("SCRAM-SHA-256")));
        await using var plain = await broker.OpenAsync(ListenerKind.Plaintext);
        broker.Freeze(); // so that the requests surely are in flight
        try
        {
            var inFlight = Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? connection : plain).AskAsync($"{i}")).ToList();
            var watch = Stopwatch.StartNew();

            broker.Kill();

            foreach (var request in inFlight)
            {
                var failure = await request.FailureAsync();
                Assert.Equal(ConnectionFailure.Closed, failure.Failure);
                Assert.True(failure.RequestMayHaveBeenReceived);
            }

            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            Assert.False(connection.IsUsable);
            Assert.False((await connection.AskAsync("later").FailureAsync()).RequestMayHaveBeenReceived);
            Assert.Equal(ConnectionFailure.Refused, (await broker.OpenAsync(ListenerKind.Plaintext).FailureAsync()).Failure);
        }
        finally
        {
            await fixture.Cluster.HealAsync();
        }

        await using var again = await broker.OpenAsync(ListenerKind.Plaintext);
        Assert.Equal("again", await again.AskAsync("again").InTime());
    }
}
