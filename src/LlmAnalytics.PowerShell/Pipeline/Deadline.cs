using System.Diagnostics;

namespace LlmAnalytics.PowerShell.Pipeline;

/// <summary>
/// The end of a command's time and the operator's stop, in one token. The clock rests while a person is asked: thinking is no fault of the server's.
/// </summary>
/// <remarks>Safe to call from any thread, also after it was disposed: PowerShell stops commands whenever it likes.</remarks>
internal sealed class Deadline : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _source = new();
    private readonly Stopwatch _elapsed = new();
    private TimeSpan _limit;
    private bool _disposed;

    public Deadline() => Token = _source.Token;

    /// <summary>Cancelled at the deadline, or by <see cref="Stop"/>.</summary>
    public CancellationToken Token { get; }

    /// <summary>True when <see cref="Stop"/> was called.</summary>
    public bool Stopped { get; private set; }

    /// <summary>True when the time ran out, and nobody stopped the command.</summary>
    public bool Passed => Token.IsCancellationRequested && !Stopped;

    /// <summary>Starts the clock.</summary>
    public void Start(TimeSpan limit)
    {
        _limit = limit;
        Resume();
    }

    /// <summary>Halts the clock.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            _elapsed.Stop();
            Schedule(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Lets the clock run on with what is left.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _elapsed.Start();
            var left = _limit - _elapsed.Elapsed;
            Schedule(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <summary>Cancels now.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            Stopped |= !_source.IsCancellationRequested;
        }

        // Outside the lock: callbacks run in here. A disposal in between is the end of the command, where there is nothing left to stop.
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>Ends the clock.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _source.Dispose();
        }
    }

    private void Schedule(TimeSpan delay)
    {
        if (!_disposed)
        {
            _source.CancelAfter(delay);
        }
    }
}
