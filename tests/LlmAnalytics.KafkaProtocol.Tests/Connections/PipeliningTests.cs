using System.Collections.Concurrent;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Many requests on one connection, and the ends that some of them come to.</summary>
public sealed class PipeliningTests : FakeBrokerTests
{
    private const int Many = 1000;

    public override async Task InitializeAsync() => Connection = await Broker.OpenAsync();

    [Fact]
    public async Task A_thousand_requests_answered_out_of_order_each_get_their_own_answer()
    {
        var waiting = new ConcurrentQueue<FakeRequest>();
        var arrived = 0;
        Broker.On(ApiKey.Metadata, async request =>
        {
            waiting.Enqueue(request);
            if (Interlocked.Increment(ref arrived) == Many)
            {
                var all = waiting.ToArray();
                new Random(7).Shuffle(all);
                await Task.WhenAll(all.Select(FakeBroker.EchoTopicsAsync));
            }
        });
        var before = Connection.RequestCount;

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(i => Task.Run(() => Connection.AskAsync($"topic-{i}")))).InTime();

        Assert.Equal(Enumerable.Range(0, Many).Select(i => $"topic-{i}"), answers);
        Assert.Equal(before + Many, Connection.RequestCount);
        Assert.Equal(Many, waiting.Select(request => request.Header.CorrelationId).Distinct().Count());
    }

    [Fact]
    public async Task Requests_and_answers_of_megabytes_arrive_whole()
    {
        var topics = Enumerable.Range(0, 20_000).Select(i => new string((char)('a' + (i % 26)), 200)).ToArray();
        var request = new MetadataRequest { Topics = [.. topics.Select(topic => new MetadataRequestTopic { Name = topic })] };

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Connection.SendAsync(request, CancellationToken.None))).InTime();

        Assert.All(answers, answer => Assert.Equal(topics, answer.Topics.Select(topic => topic.Name)));
    }

    [Fact]
    public async Task A_slow_caller_holds_up_no_other()
    {
        using var stuck = new ManualResetEventSlim();
        var slow = Task.Run(async () =>
        {
            await Connection.AskAsync("slow").ConfigureAwait(false);
            stuck.Wait(Waiting.Deadline);
        });

        Assert.Equal("quick", await Connection.AskAsync("quick").InTime());
        Assert.Equal("again", await Connection.AskAsync("again").InTime());

        stuck.Set();
        await slow.InTime();
    }

    [Fact]
    public async Task The_late_answer_of_a_cancelled_request_is_dropped_and_the_connection_is_usable_again()
    {
        var late = new TaskCompletionSource<FakeRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        Broker.On(ApiKey.Metadata, request =>
        {
            late.SetResult(request);
            return Task.CompletedTask;
        });
        using var cancellation = new CancellationTokenSource();
        var cancelled = Connection.AskAsync("cancelled", cancellation.Token);
        var request = await late.Task.InTime();

        await cancellation.CancelAsync();

        var end = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.InTime());
        Assert.Equal(cancellation.Token, end.CancellationToken);
        Assert.False(Connection.IsUsable); // a broker works on one request at a time: others would wait behind this one
        Assert.False(Connection.IsIdle);
        Broker.On(ApiKey.Metadata, FakeBroker.EchoTopicsAsync);
        await FakeBroker.EchoTopicsAsync(request);
        Assert.Equal("next", await Connection.AskAsync("next").InTime());
        Assert.True(Connection.IsUsable);
        Assert.True(Connection.IsIdle);
    }

    [Fact]
    public async Task A_request_that_is_waited_for_leaves_the_connection_usable_but_not_idle()
    {
        var late = new TaskCompletionSource<FakeRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        Broker.On(ApiKey.Metadata, request =>
        {
            late.SetResult(request);
            return Task.CompletedTask;
        });
        Assert.True(Connection.IsIdle);
        var asked = Connection.AskAsync("slow");
        var request = await late.Task.InTime();

        Assert.True(Connection.IsUsable);
        Assert.False(Connection.IsIdle);

        await FakeBroker.EchoTopicsAsync(request);
        Assert.Equal("slow", await asked.InTime());
        Assert.True(Connection.IsIdle);
    }

    [Fact]
    public async Task Half_of_many_requests_cancelled_the_others_get_their_answers()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        Broker.On(ApiKey.Metadata, async request =>
        {
            Interlocked.Increment(ref arrived);
            await go.Task;
            await FakeBroker.EchoTopicsAsync(request);
        });
        using var cancellation = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 200).Select(i => Connection.AskAsync($"{i}", i % 2 == 0 ? cancellation.Token : CancellationToken.None)).ToList();
        await Waiting.UntilAsync(() => Volatile.Read(ref arrived) == 200);

        await cancellation.CancelAsync();
        go.SetResult();

        for (var i = 0; i < asked.Count; i++)
        {
            if (i % 2 == 0)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked[i].InTime());
            }
            else
            {
                Assert.Equal($"{i}", await asked[i].InTime());
            }
        }
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_sends_nothing()
    {
        var before = Connection.RequestCount;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connection.AskAsync("never", new CancellationToken(canceled: true)));

        Assert.Equal("next", await Connection.AskAsync("next").InTime());
        Assert.Equal(before + 1, Connection.RequestCount);
        Assert.DoesNotContain(Broker.Requests, request => request.Message is MetadataRequest { Topics: [{ Name: "never" }] });
    }

    [Fact]
    public async Task A_broker_that_reads_nothing_blocks_neither_cancellation_nor_disposal()
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Broker.ReadOnAfter = request => request.Message is MetadataRequest ? read.Task : Task.CompletedTask;
        await Connection.AskAsync("the last that it reads").InTime();
        var huge = new MetadataRequest { Topics = [.. Enumerable.Range(0, 500).Select(_ => new MetadataRequestTopic { Name = new string('x', 32_000) })] };
        using var cancellation = new CancellationTokenSource();
        var cancelled = Connection.SendAsync(huge, cancellation.Token);
        var disposed = Connection.SendAsync(huge, CancellationToken.None);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.InTime());
        await Connection.DisposeAsync().AsTask().InTime();

        var failure = await disposed.FailureAsync();
        Assert.Equal(ConnectionFailure.Closed, failure.Failure);
        Assert.True(failure.RequestMayHaveBeenReceived);
        read.SetResult();
    }
}
