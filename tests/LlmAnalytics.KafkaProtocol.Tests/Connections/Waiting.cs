using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Opens connections and waits for what tests expect, never without an end.</summary>
internal static class Waiting
{
    /// <summary>Far more than anything here takes on a busy machine.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static ServerEndPoint EndPoint(this LoopbackServer server) => new(LoopbackServer.Host, server.Port);

    /// <summary>Opens a connection with a time-out that only a hanging server meets.</summary>
    public static Task<BrokerConnection> OpenAsync(this LoopbackServer server, ConnectionOptions? options = null) =>
        BrokerConnection.OpenAsync(server.EndPoint(), options ?? new ConnectionOptions { OpenTimeout = Deadline }, CancellationToken.None).InTime();

    public static Task InTime(this Task task) => task.WaitAsync(Deadline);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Deadline);

    /// <summary>The failure of what must fail, in time.</summary>
    public static Task<BrokerConnectionException> FailureAsync(this Task task) => Assert.ThrowsAsync<BrokerConnectionException>(() => task.InTime());

    /// <summary>Waits for a state that nobody announces.</summary>
    public static async Task UntilAsync(Func<bool> state)
    {
        var end = Environment.TickCount64 + (long)Deadline.TotalMilliseconds;
        while (!state())
        {
            Assert.True(Environment.TickCount64 < end, "The state was waited for in vain.");
            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }
    }

    /// <summary>A Metadata request for one topic, which <see cref="FakeBroker.EchoTopicsAsync"/> answers with the same.</summary>
    public static MetadataRequest Ask(string topic) => new() { Topics = [new MetadataRequestTopic { Name = topic }] };

    public static async Task<string> AskAsync(this BrokerConnection connection, string topic, CancellationToken cancellationToken = default) =>
        (await connection.SendAsync(Ask(topic), cancellationToken)).Topics.Single().Name!;
}
