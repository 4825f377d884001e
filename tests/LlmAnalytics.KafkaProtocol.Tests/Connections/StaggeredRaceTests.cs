using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Attempts that succeed, fail, hang and are cancelled, in every order that matters.</summary>
public sealed class StaggeredRaceTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task The_first_success_is_taken_and_the_next_never_starts()
    {
        var started = 0;

        Assert.Equal("one", await StaggeredRace.RunAsync<string>([_ => Task.FromResult("one"), _ => Next()], Never).InTime());

        Assert.Equal(0, started);

        Task<string> Next()
        {
            started++;
            return Task.FromResult("two");
        }
    }

    [Fact]
    public async Task A_failure_starts_the_next_at_once() =>
        Assert.Equal("three", await StaggeredRace.RunAsync<string>(
            [_ => Fail("one"), async _ => { await Task.Yield(); throw new IOException("two"); }, _ => Task.FromResult("three")], Never).InTime());

    [Fact]
    public async Task One_that_hangs_is_overtaken_and_cancelled()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var result = await StaggeredRace.RunAsync<string>([token => HangAsync(cancelled, token), _ => Task.FromResult("two")], AtOnce).InTime();

        Assert.Equal("two", result);
        await cancelled.Task.InTime();
    }

    [Fact]
    public async Task One_that_hangs_may_still_win_against_those_behind_it()
    {
        var first = new TaskCompletionSource<string>();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var race = StaggeredRace.RunAsync<string>(
            [_ => first.Task, token => { first.SetResult("one"); return HangAsync(cancelled, token); }], AtOnce);

        Assert.Equal("one", await race.InTime());
        await cancelled.Task.InTime();
    }

    [Fact]
    public async Task A_success_that_comes_too_late_is_discarded()
    {
        var late = new TaskCompletionSource<string>();
        var discarded = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        Assert.Equal("two", await StaggeredRace.RunAsync<string>([_ => late.Task, _ => Task.FromResult("two")], AtOnce, Discard).InTime());
        Assert.False(discarded.Task.IsCompleted);
        late.SetResult("late");

        Assert.Equal("late", await discarded.Task.InTime());

        ValueTask Discard(string result)
        {
            discarded.SetResult(result);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task A_definitive_failure_ends_it()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var third = 0;

        var failure = await Assert.ThrowsAsync<AggregateException>(() => StaggeredRace.RunAsync<string>(
            [token => HangAsync(cancelled, token), _ => Fail("wrong password"), _ => Task.FromResult($"{++third}")],
            AtOnce, isDefinitive: e => e.Message == "wrong password").InTime());

        Assert.Equal("wrong password", Assert.Single(failure.InnerExceptions).Message);
        await cancelled.Task.InTime();
        Assert.Equal(0, third);
    }

    [Fact]
    public async Task When_all_fail_all_failures_are_told_in_the_order_of_the_attempts()
    {
        var first = new TaskCompletionSource<string>();
        var second = new TaskCompletionSource<string>();

        var race = StaggeredRace.RunAsync<string>([_ => first.Task, _ => second.Task, _ => Third()], AtOnce);

        var failure = await Assert.ThrowsAsync<AggregateException>(() => race.InTime());
        Assert.Equal(["one", "two", "three"], failure.InnerExceptions.Select(e => e.Message));

        Task<string> Third()
        {
            second.SetException(new IOException("two"));
            first.SetException(new IOException("one"));
            return Fail("three");
        }
    }

    [Fact]
    public async Task Cancellation_ends_the_attempts_and_starts_no_others()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = 0;
        var race = StaggeredRace.RunAsync<string>(
            [token => HangAsync(cancelled, token), _ => Task.FromResult($"{++second}")], Never, cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => race.InTime());
        await cancelled.Task.InTime();
        Assert.Equal(0, second);
    }

    [Fact]
    public async Task A_cancelled_race_tells_what_had_failed_before()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource();
        var race = StaggeredRace.RunAsync<string>(
            [_ => Fail("refused"), token => { second.SetResult(); return HangAsync(cancelled, token); }], Never, cancellationToken: cancellation.Token);
        await second.Task.InTime();

        await cancellation.CancelAsync();

        var failure = await Assert.ThrowsAsync<AggregateException>(() => race.InTime());
        Assert.Equal("refused", Assert.Single(failure.InnerExceptions).Message);
    }

    [Fact]
    public async Task With_a_token_that_is_cancelled_already_nothing_starts()
    {
        var started = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StaggeredRace.RunAsync<string>(
            [_ => Task.FromResult($"{++started}")], Never, cancellationToken: new CancellationToken(canceled: true)).InTime());

        Assert.Equal(0, started);
    }

    private static Task<string> Fail(string why) => Task.FromException<string>(new IOException(why));

    private static async Task<string> HangAsync(TaskCompletionSource cancelled, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return "never";
        }
        finally
        {
            cancelled.SetResult();
        }
    }
}
