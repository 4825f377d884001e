namespace LlmAnalytics.PowerShell.Pipeline;

/// <summary>
/// Runs a task on the thread pool while the pipeline thread, the only one that may write or ask, carries out what the task posts, in order.
/// </summary>
/// <remarks>
/// The loop is that of PwshAsync's <c>PSAsyncCmdletBase</c> (https://github.com/jborean93/PwshAsync): whatever ends it early, the task is cancelled and
/// then awaited, so that no command leaves work behind.
/// </remarks>
internal sealed class PipelinePump(Deadline deadline)
{
    private readonly object _gate = new();
    private readonly Queue<Action> _queue = new();
    private bool _closed;

    /// <summary>Runs <paramref name="body"/> to its end. Call it on the pipeline thread.</summary>
    /// <returns>What the body threw; null where it succeeded. What a posted action throws (a stopped pipeline, <c>break</c>, ErrorAction Stop) passes through instead.</returns>
    public Exception? Run(Func<Task> body)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await body();
            }
            finally
            {
                Close(discard: false);
            }
        });
        try
        {
            while (Take() is { } action)
            {
                action();
            }
        }
        catch
        {
            deadline.Stop();
            Close(discard: true);
            TryWait(task, Timeout.InfiniteTimeSpan);
            throw;
        }

        TryWait(task, Timeout.InfiniteTimeSpan);
        return task.IsCanceled ? new TaskCanceledException(task) : task.Exception?.InnerException;
    }

    /// <summary>Hands an action to the pipeline thread. Dropped once the command is over.</summary>
    public void Post(Action action)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _queue.Enqueue(action);
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Asks on the pipeline thread, with the deadline's clock at rest.</summary>
    /// <param name="question">What to ask. A <see cref="Engine.ProblemException"/> is the task's to see; any other exception ends the command.</param>
    /// <exception cref="OperationCanceledException">The command was stopped before there was an answer.</exception>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        // Continuations must not run on the pipeline thread: it would wait for itself at the next question.
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            deadline.Pause();
            try
            {
                answer.SetResult(question());
            }
            catch (Engine.ProblemException e)
            {
                answer.SetException(e);
            }
            finally
            {
                deadline.Resume();
            }
        });
        return answer.Task.WaitAsync(deadline.Token);
    }

    /// <summary>Waits for a task without taking its exception: the one place where a thread of PowerShell's blocks.</summary>
    /// <returns>False where the task had not ended when the time was up.</returns>
    public static bool TryWait(Task task, TimeSpan limit) => Task.WaitAny([task], limit) == 0;

    private Action? Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            return _queue.TryDequeue(out var action) ? action : null;
        }
    }

    private void Close(bool discard)
    {
        lock (_gate)
        {
            _closed = true;
            if (discard)
            {
                _queue.Clear();
            }

            Monitor.Pulse(_gate);
        }
    }
}
