using System.Buffers.Binary;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Connections that end, and answers that are none, while requests wait.</summary>
public sealed class BrokenConnectionTests : FakeBrokerTests
{
    private readonly TaskCompletionSource<FakeRequest> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How a connection ends while the broker has yet to answer.</summary>
    public enum End
    {
        Orderly,
        Reset,
        WithinTheSize,
        WithinTheFrame,
    }

    public override async Task InitializeAsync()
    {
        Connection = await BrokerConnection.OpenAsync(
            Broker.EndPoint(), new ConnectionOptions { OpenTimeout = Waiting.Deadline, MaxResponseBytes = 1 << 20 }, CancellationToken.None).InTime();
        Broker.On(ApiKey.ListOffsets, request =>
        {
            _arrived.SetResult(request);
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData(End.Orderly)]
    [InlineData(End.Reset)]
    [InlineData(End.WithinTheSize)]
    [InlineData(End.WithinTheFrame)]
    public async Task When_the_broker_closes_what_is_in_flight_may_have_taken_effect_and_what_comes_later_has_not(End end)
    {
        Broker.On(ApiKey.Metadata, _ => Task.CompletedTask);
        var others = Enumerable.Range(0, 10).Select(i => Connection.AskAsync($"{i}")).ToList();
        var inFlight = Connection.SendAsync(new ListOffsetsRequest(), CancellationToken.None);
        var request = await _arrived.Task.InTime();
        var frame = request.Frame(new ListOffsetsResponse());
        switch (end)
        {
            case End.WithinTheSize:
                await request.Connection.SendAsync(frame.AsMemory(0, 2));
                break;
            case End.WithinTheFrame:
                await request.Connection.SendAsync(frame.AsMemory(0, frame.Length - 1));
                break;
        }

        if (end == End.Reset)
        {
            request.Connection.Reset();
        }
        else
        {
            request.Connection.Close();
        }

        foreach (var task in others.Append<Task>(inFlight))
        {
            var failure = await task.FailureAsync();
            Assert.Equal(ConnectionFailure.Closed, failure.Failure);
            Assert.True(failure.RequestMayHaveBeenReceived);
            Assert.False(failure.IsDefinitive);
            Assert.Equal(Broker.EndPoint(), failure.EndPoint);
            Assert.Contains(Broker.Address, failure.Message, StringComparison.Ordinal);
        }

        Assert.False(Connection.IsUsable);
        var later = await Connection.AskAsync("later").FailureAsync();
        Assert.Equal(ConnectionFailure.Closed, later.Failure);
        Assert.False(later.RequestMayHaveBeenReceived);
    }

    [Fact]
    public async Task Disposal_fails_what_is_in_flight_and_may_be_repeated()
    {
        var inFlight = Connection.SendAsync(new ListOffsetsRequest(), CancellationToken.None);
        await _arrived.Task.InTime();

        await Task.WhenAll(Connection.DisposeAsync().AsTask(), Connection.DisposeAsync().AsTask()).InTime();
        await Connection.DisposeAsync().AsTask().InTime();

        var failure = await inFlight.FailureAsync();
        Assert.Equal(ConnectionFailure.Closed, failure.Failure);
        Assert.True(failure.RequestMayHaveBeenReceived);
        Assert.Contains("closed here", failure.Message, StringComparison.Ordinal);
        Assert.False(Connection.IsUsable);
        Assert.False((await Connection.AskAsync("later").FailureAsync()).RequestMayHaveBeenReceived);
    }

    [Fact]
    public async Task Requests_that_race_with_disposal_all_end()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var connection = await Broker.OpenAsync();
            var asked = Enumerable.Range(0, 50).Select(i => Task.Run(() => connection.AskAsync($"{i}"))).ToList();
            await asked[round].InTime();
            await connection.DisposeAsync().AsTask().InTime();
            foreach (var task in asked)
            {
                await Task.WhenAny(task).InTime();
                Assert.True(task.IsCompletedSuccessfully || task.Exception!.InnerException is BrokerConnectionException { Failure: ConnectionFailure.Closed }, task.Exception?.ToString());
            }
        }
    }

    [Fact]
    public async Task An_answer_that_does_not_decode_fails_its_own_request_only()
    {
        var inFlight = Connection.SendAsync(new ListOffsetsRequest(), CancellationToken.None);
        var request = await _arrived.Task.InTime();
        Broker.On(ApiKey.Metadata, broken => broken.ReplyAsync([0xff, 0xff, 0xff, 0xff, 0xff]));

        var failure = await Connection.AskAsync("broken").FailureAsync();

        Assert.Equal(ConnectionFailure.MalformedResponse, failure.Failure);
        Assert.True(failure.RequestMayHaveBeenReceived);
        Assert.Contains("Metadata version 13", failure.Message, StringComparison.Ordinal);
        Assert.True(Connection.IsUsable);
        await request.ReplyAsync(new ListOffsetsResponse { Topics = [new ListOffsetsTopicResponse { Name = "well" }] });
        Assert.Equal("well", (await inFlight.InTime()).Topics.Single().Name);
    }

    [Fact]
    public async Task An_empty_body_fails_its_own_request_only()
    {
        Broker.On(ApiKey.Metadata, broken => broken.ReplyAsync([]));
        Assert.Equal(ConnectionFailure.MalformedResponse, (await Connection.AskAsync("broken").FailureAsync()).Failure);
        Broker.On(ApiKey.Metadata, FakeBroker.EchoTopicsAsync);
        Assert.Equal("next", await Connection.AskAsync("next").InTime());
    }

    [Fact]
    public async Task Bytes_behind_the_body_fail_the_request()
    {
        Broker.On(ApiKey.Metadata, async request =>
        {
            var frame = request.Frame(new MetadataResponse());
            BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4 + 3);
            await request.Connection.SendAsync(frame.Concat(new byte[3]).ToArray());
        });

        var failure = await Connection.AskAsync("long").FailureAsync();

        Assert.Equal(ConnectionFailure.MalformedResponse, failure.Failure);
        Assert.Contains("3 bytes too many", failure.Message, StringComparison.Ordinal);
        Assert.True(Connection.IsUsable);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 4, 0x01, 0x02, 0x03, 0x04 }, "16909060")] // an answer to a request that was never sent
    [InlineData(new byte[] { 0, 0, 0, 0 }, "4 bytes wanted")] // an answer without a correlation id
    [InlineData(new byte[] { 0, 0x10, 0, 1 }, "1048577 bytes")] // over the limit by one
    [InlineData(new byte[] { 0x7f, 0xff, 0xff, 0xff }, "2147483647 bytes")]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff }, "-1 bytes")]
    public async Task What_is_no_answer_to_anything_breaks_the_connection(byte[] bytes, string said)
    {
        var inFlight = Connection.SendAsync(new ListOffsetsRequest(), CancellationToken.None);
        var request = await _arrived.Task.InTime();

        await request.Connection.SendAsync(bytes);

        var failure = await inFlight.FailureAsync();
        Assert.Equal(ConnectionFailure.MalformedResponse, failure.Failure);
        Assert.True(failure.RequestMayHaveBeenReceived);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.False(Connection.IsUsable);
        Assert.False((await Connection.AskAsync("later").FailureAsync()).RequestMayHaveBeenReceived);
    }

    [Fact]
    public async Task A_second_answer_to_one_request_breaks_the_connection()
    {
        Broker.On(ApiKey.Metadata, async request =>
        {
            await FakeBroker.EchoTopicsAsync(request);
            await FakeBroker.EchoTopicsAsync(request);
        });

        Assert.Equal("twice", await Connection.AskAsync("twice").InTime());

        await Waiting.UntilAsync(() => !Connection.IsUsable);
    }
}
