using System.Collections.Concurrent;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Kafka.Faults;

/// <summary>What is wrong with a broker. Looked at by its connections before each answer.</summary>
internal sealed class BrokerFaults
{
    private readonly ConcurrentDictionary<ApiKey, InjectedError> _errors = [];
    private readonly ConcurrentDictionary<ApiKey, int> _cuts = [];
    private volatile TaskCompletionSource? _frozen;
    private long _delayTicks;

    /// <summary>Whether the broker does nothing: its port takes connections, and nothing is ever answered.</summary>
    public bool IsFrozen => _frozen is not null;

    /// <summary>How long each answer is held back.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    /// <summary>Stops all answers.</summary>
    public void Freeze() => _frozen ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Goes on, with what was asked meanwhile first.</summary>
    public void Thaw() => Interlocked.Exchange(ref _frozen, null)?.TrySetResult();

    /// <summary>Waits while the broker is frozen.</summary>
    public Task WhileFrozenAsync(CancellationToken cancellationToken) => _frozen?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Answers requests of a kind with an error.</summary>
    /// <param name="key">The kind.</param>
    /// <param name="error">The error; none to answer as usual again.</param>
    /// <param name="times">How often.</param>
    public void Inject(ApiKey key, ErrorCode error, int times)
    {
        if (error == ErrorCode.None)
        {
            _errors.TryRemove(key, out _);
        }
        else
        {
            _errors[key] = new InjectedError(error, times);
        }
    }

    /// <summary>The error to answer a request with, counted down; none for no error.</summary>
    public ErrorCode TakeError(ApiKey key) => _errors.TryGetValue(key, out var error) && error.Take() ? error.Code : ErrorCode.None;

    /// <summary>Cuts the connection in the midst of the next answers to requests of a kind.</summary>
    public void Cut(ApiKey key, int times) => _cuts[key] = times;

    /// <summary>Whether to cut this answer, counted down.</summary>
    public bool TakeCut(ApiKey key) => _cuts.ContainsKey(key) && _cuts.AddOrUpdate(key, 0, (_, left) => left - 1) >= 0;

    /// <summary>Nothing is wrong any more.</summary>
    public void Clear()
    {
        _errors.Clear();
        _cuts.Clear();
        Delay = TimeSpan.Zero;
        Thaw();
    }

    private sealed class InjectedError(ErrorCode code, int times)
    {
        private int _left = times;

        public ErrorCode Code => code;

        public bool Take() => Interlocked.Decrement(ref _left) >= 0;
    }
}
