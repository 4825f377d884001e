namespace LlmAnalytics.Sandbox.Kafka.Faults;

/// <summary>Fences brokers that gave no sign of life for a while.</summary>
internal sealed class SessionTimers(TimeSpan timeout, Action<int> expired) : IDisposable
{
    private readonly Lock _changing = new();
    private readonly Dictionary<int, CancellationTokenSource> _silent = [];
    private bool _isDisposed;

    /// <summary>The broker is silent from now on.</summary>
    public void Start(int brokerId)
    {
        lock (_changing)
        {
            if (_isDisposed || _silent.ContainsKey(brokerId))
            {
                return;
            }

            if (timeout > TimeSpan.Zero)
            {
                var waiting = new CancellationTokenSource();
                _silent[brokerId] = waiting;
                _ = ExpireAsync(brokerId, waiting.Token);
                return;
            }
        }

        expired(brokerId);
    }

    /// <summary>The broker speaks again.</summary>
    public void Stop(int brokerId)
    {
        lock (_changing)
        {
            if (_silent.Remove(brokerId, out var waiting))
            {
                waiting.Cancel();
                waiting.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_changing)
        {
            _isDisposed = true;
            foreach (var waiting in _silent.Values)
            {
                waiting.Cancel();
                waiting.Dispose();
            }

            _silent.Clear();
        }
    }

    private async Task ExpireAsync(int brokerId, CancellationToken cancellationToken)
    {
        await Task.Delay(timeout, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested)
        {
            expired(brokerId);
        }
    }
}
