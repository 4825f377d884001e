namespace LlmAnalytics.Transport;

/// <summary>
/// Tries several ways to the same thing, each a little after the one before, and takes the first that succeeds: so a way that is dead or frozen costs a
/// short delay instead of a time-out. The idea of RFC 8305 ("happy eyeballs"), for addresses, bootstrap servers and reads that any broker can answer.
/// </summary>
public static class StaggeredRace
{
    /// <summary>Runs the attempts.</summary>
    /// <typeparam name="T">What an attempt gives.</typeparam>
    /// <param name="attempts">The ways to try, the preferred one first.</param>
    /// <param name="stagger">How long to wait for an attempt before the next one starts beside it; one that fails starts the next at once.</param>
    /// <param name="discard">What to do with the result of an attempt that succeeded too late; null for nothing.</param>
    /// <param name="isDefinitive">Whether a failure makes the other attempts useless; null for never.</param>
    /// <param name="cancellationToken">Ends all attempts.</param>
    /// <returns>The first success.</returns>
    /// <exception cref="AggregateException">All attempts failed, or those that had started when the token was cancelled; holds their exceptions in the order of the attempts.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, and no attempt has more to say about it.</exception>
    public static async Task<T> RunAsync<T>(
        IReadOnlyList<Func<CancellationToken, Task<T>>> attempts,
        TimeSpan stagger,
        Func<T, ValueTask>? discard = null,
        Func<Exception, bool>? isDefinitive = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = new List<Task<T>>();
        var seen = new HashSet<Task<T>>();
        Task<T>? winner = null;
        try
        {
            while (true)
            {
                if (HasNext())
                {
                    started.Add(attempts[started.Count](losers.Token));
                }

                var delay = HasNext() ? Task.Delay(stagger, losers.Token) : null;
                var startNext = false;
                while (!startNext)
                {
                    var running = started.Where(task => !seen.Contains(task)).ToList<Task>();
                    if (running.Count == 0)
                    {
                        break;
                    }

                    var done = await Task.WhenAny(delay is null ? running : running.Append(delay)).ConfigureAwait(false);
                    if (done == delay)
                    {
                        startNext = true;
                    }
                    else if (done.IsCompletedSuccessfully)
                    {
                        winner = (Task<T>)done;
                        return await winner.ConfigureAwait(false);
                    }
                    else
                    {
                        seen.Add((Task<T>)done);
                        startNext = delay is not null;
                        if (done.Exception?.InnerException is { } failure && isDefinitive?.Invoke(failure) == true)
                        {
                            throw new AggregateException(failure);
                        }
                    }
                }

                if (!startNext)
                {
                    throw Failures(started, cancellationToken);
                }
            }
        }
        finally
        {
            await losers.CancelAsync().ConfigureAwait(false);
            _ = DiscardAsync(started.Where(task => task != winner).ToList(), discard, losers);
        }

        // Cancellation ends the delay too; that is no reason to start the next.
        bool HasNext() => started.Count < attempts.Count && !cancellationToken.IsCancellationRequested;
    }

    private static Exception Failures<T>(List<Task<T>> attempts, CancellationToken cancellationToken)
    {
        var failures = attempts.Select(task => task.Exception?.InnerException).OfType<Exception>().ToList();
        return failures.Count > 0 ? new AggregateException(failures) : new OperationCanceledException(cancellationToken);
    }

    /// <summary>Observes the attempts that lost, so that none of their exceptions goes unobserved and none of their results leaks.</summary>
    private static async Task DiscardAsync<T>(List<Task<T>> attempts, Func<T, ValueTask>? discard, CancellationTokenSource losers)
    {
        foreach (var attempt in attempts)
        {
            await ((Task)attempt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (attempt.IsCompletedSuccessfully && discard is not null)
            {
                await discard(await attempt.ConfigureAwait(false)).ConfigureAwait(false);
            }
        }

        losers.Dispose();
    }
}
