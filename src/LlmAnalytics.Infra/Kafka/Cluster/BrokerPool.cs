using System.Diagnostics;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Cluster;

/// <summary>One connection a broker address, opened when it is first needed, replaced when it broke. Thread-safe.</summary>
internal sealed class BrokerPool(ConnectionOptions options) : IAsyncDisposable
{
    private readonly Dictionary<ServerEndPoint, Slot> _slots = [];
    private readonly List<Slot> _retired = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly object _gate = new();
    private long _requestsOfReplaced;
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    /// <summary>Requests sent over all connections so far, those of their opening included.</summary>
    public long RequestCount
    {
        get
        {
            lock (_gate)
            {
                return _requestsOfReplaced + _slots.Values.Sum(slot => slot.Connection?.RequestCount ?? 0);
            }
        }
    }

    /// <summary>The open connection to an address, or a new one.</summary>
    /// <exception cref="BrokerConnectionException">It can't be opened, or not before the caller's token ran out.</exception>
    /// <exception cref="ObjectDisposedException">The pool is or was closed meanwhile.</exception>
    public async Task<BrokerConnection> GetAsync(ServerEndPoint endPoint, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        Slot slot;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            slot = Current(endPoint) ?? (_slots[endPoint] = new Slot(endPoint, options, _closing.Token));
        }

        try
        {
            return await slot.Opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsClosed && e is (OperationCanceledException or BrokerConnectionException))
        {
            throw new ObjectDisposedException("The connection was closed while a broker was being connected to.", e);
        }
        catch (OperationCanceledException e)
        {
            throw new BrokerConnectionException(ConnectionFailure.NotResponding, endPoint,
                $"{endPoint} didn't answer within {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.0} s: waited for {slot.WaitingFor}.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Slot[] slots;
        lock (_gate)
        {
            _isClosed = true; // together with the last look at the slots: none can be added behind it
            slots = [.. _slots.Values, .. _retired];
            _slots.Clear();
            _retired.Clear();
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(slots.Select(slot => slot.CloseAsync())).ConfigureAwait(false);
    }

    /// <summary>The connection that is open or being opened; null where there is none that is of use.</summary>
    private Slot? Current(ServerEndPoint endPoint)
    {
        if (!_slots.TryGetValue(endPoint, out var slot) || slot.IsUsable)
        {
            return slot;
        }

        _requestsOfReplaced += slot.Connection?.RequestCount ?? 0;
        Retire(slot);
        return null;
    }

    /// <summary>Closes a connection that is of no more use once nobody waits for an answer on it.</summary>
    private void Retire(Slot slot)
    {
        _retired.Add(slot);
        foreach (var idle in _retired.Where(retired => retired.Connection?.IsIdle ?? true).ToList())
        {
            _retired.Remove(idle);
            _ = idle.CloseAsync();
        }
    }

    /// <summary>A connection that is being opened, open or broken.</summary>
    private sealed class Slot
    {
        public Slot(ServerEndPoint endPoint, ConnectionOptions options, CancellationToken closing) =>
            Opening = Task.Run(() => OpenAsync(endPoint, options, closing), closing);

        public Task<BrokerConnection> Opening { get; }

        public BrokerConnection? Connection { get; private set; }

        public string WaitingFor { get; private set; } = "the connection";

        public bool IsUsable => Connection?.IsUsable ?? !Opening.IsCompleted;

        public async Task CloseAsync()
        {
            await ((Task)Opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Connection is not null)
            {
                await Connection.DisposeAsync().ConfigureAwait(false);
            }
        }

        private async Task<BrokerConnection> OpenAsync(ServerEndPoint endPoint, ConnectionOptions options, CancellationToken closing)
        {
            Connection = await BrokerConnection.OpenAsync(endPoint, options, closing, step => WaitingFor = step).ConfigureAwait(false);
            return Connection;
        }
    }
}
