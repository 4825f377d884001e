using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Tests.Live;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Kafka.Cluster;

/// <summary>Writes that nobody takes.</summary>
public sealed class ClusterWriterTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Where_nothing_listens_at_all_a_write_gives_up_long_before_its_deadline()
    {
        await using var cluster = Cluster([.. LoopbackPorts.Take(2)]);
        using var deadline = new CancellationTokenSource(Deadline);
        var failure = await Assert.ThrowsAsync<AggregateException>(() => WriteAsync(new ClusterWriter(cluster, new RecordingOperation()), deadline.Token));
        Assert.False(deadline.IsCancellationRequested);
        Assert.All(failure.InnerExceptions, e => Assert.Equal(ConnectionFailure.Refused, Assert.IsType<BrokerConnectionException>(e).Failure));
    }

    [Fact]
    public async Task Where_brokers_stay_silent_a_write_waits_to_its_deadline_and_not_longer()
    {
        await using var silent = new SilentServer();
        await using var cluster = Cluster(silent.Port, LoopbackPorts.Take(1)[0]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<BrokerConnectionException>(
            () => WriteAsync(new ClusterWriter(cluster, new RecordingOperation()), deadline.Token).WaitAsync(Deadline));
        Assert.True(deadline.IsCancellationRequested);
        Assert.Equal(ConnectionFailure.NotResponding, failure.Failure);
        Assert.StartsWith("The active controller didn't take DeleteTopics within", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_never_reached_a_broker_cannot_arrive_again()
    {
        await using var cluster = Cluster([.. LoopbackPorts.Take(2)]);
        var writer = new ClusterWriter(cluster, new RecordingOperation());
        await Assert.ThrowsAsync<AggregateException>(() => WriteAsync(writer, CancellationToken.None).WaitAsync(Deadline));
        Assert.True(writer.WasResent);
        Assert.False(writer.MayArriveAgain);
    }

    [Fact]
    public async Task A_write_through_a_closed_client_says_that_it_is_closed()
    {
        var cluster = Cluster([.. LoopbackPorts.Take(1)]);
        await cluster.DisposeAsync();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(new ClusterWriter(cluster, new RecordingOperation()), CancellationToken.None).WaitAsync(Deadline));
        Assert.IsType<ObjectDisposedException>(failure.GetBaseException());
    }

    private static ClusterClient Cluster(params int[] ports) => new([.. ports.Select(port => new ServerEndPoint(LoopbackServer.Host, port))], new ConnectionOptions());

    private static Task<DeleteTopicsResponse> WriteAsync(ClusterWriter writer, CancellationToken cancellationToken) =>
        writer.SendAsync(new DeleteTopicsRequest(), response => response.Responses.Select(topic => topic.ErrorCode), cancellationToken);
}
