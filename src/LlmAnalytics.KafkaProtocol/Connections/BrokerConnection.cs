using System.Diagnostics;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>
/// An open connection to one broker: versions agreed upon, authenticated. Requests of any number of callers are pipelined; each response finds its
/// request by the correlation id. Thread-safe. A connection that broke stays broken: open another one.
/// </summary>
public sealed class BrokerConnection : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly ConnectionOptions _options;
    private readonly FrameReader _frames;
    private readonly CancellationTokenSource _closing = new();
    private readonly object _gate = new();
    private readonly Dictionary<int, PendingRequest> _pending = [];
    private readonly long _openedAt = Stopwatch.GetTimestamp();
    private readonly Task _receiving;
    private SendBuffer _outgoing = new();
    private SendBuffer _sending = new();
    private bool _isSending;
    private int _lastCorrelationId;
    private Exception? _failure;
    private long _requestCount;

    internal BrokerConnection(ServerEndPoint endPoint, Stream stream, ConnectionOptions options)
    {
        EndPoint = endPoint;
        _stream = stream;
        _options = options;
        _frames = new FrameReader(stream, options.MaxResponseBytes);
        _receiving = ReceiveAsync();
    }

    /// <summary>Where the broker listens.</summary>
    public ServerEndPoint EndPoint { get; }

    /// <summary>The versions of each request that the broker speaks.</summary>
    public NegotiatedVersions Versions { get; internal set; } = NegotiatedVersions.Initial;

    /// <summary>How long the broker lets an authenticated session live, from its opening; null for without end (KIP-368).</summary>
    public TimeSpan? SessionLifetime { get; internal set; }

    /// <summary>
    /// Whether requests can be sent and answered: not broken, not closed, the session not near its end (re-authentication is done by opening another
    /// connection), and no request left unanswered whose caller has given up. A broker works on one request of a connection at a time: behind one that hangs,
    /// for a controller that is frozen say, every other one would wait too.
    /// </summary>
    public bool IsUsable
    {
        get
        {
            if (SessionLifetime is { } lifetime && Stopwatch.GetElapsedTime(_openedAt) > lifetime * 0.85)
            {
                return false;
            }

            lock (_gate)
            {
                return _failure is null && !_pending.Values.Any(request => request.IsAbandoned);
            }
        }
    }

    /// <summary>Whether no request waits for an answer.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count == 0;
            }
        }
    }

    /// <summary>Requests sent so far, those of the opening included.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <summary>Opens a connection: TCP, TLS, versions, SASL.</summary>
    /// <param name="endPoint">Where the broker listens.</param>
    /// <param name="options">How to connect.</param>
    /// <param name="cancellationToken">Gives up earlier than <see cref="ConnectionOptions.OpenTimeout"/>.</param>
    /// <param name="onStep">Told what is waited for, at each step; null for nobody.</param>
    /// <exception cref="BrokerConnectionException">It failed; <see cref="BrokerConnectionException.Failure"/> says why.</exception>
    public static Task<BrokerConnection> OpenAsync(
        ServerEndPoint endPoint, ConnectionOptions options, CancellationToken cancellationToken, Action<string>? onStep = null) =>
        new BrokerConnector(endPoint, options) { OnStep = onStep }.OpenAsync(cancellationToken);

    /// <summary>Sends a request and waits for its response.</summary>
    /// <typeparam name="TResponse">What answers the request.</typeparam>
    /// <param name="request">The request; encoded before the call returns.</param>
    /// <param name="cancellationToken">Ends the wait. The request may have reached the broker all the same; its response is dropped.</param>
    /// <exception cref="BrokerConnectionException">
    /// The connection is or went broken (<see cref="BrokerConnectionException.RequestMayHaveBeenReceived"/> tells the two apart), the broker speaks no version of
    /// the request that is known here, or its response can't be decoded.
    /// </exception>
    public Task<TResponse> SendAsync<TResponse>(KafkaRequest<TResponse> request, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Versions.TryGet(request.Api, out var version))
        {
            throw Versions.NotSupported(request.Api, EndPoint);
        }

        return SendAsync(request, version, cancellationToken);
    }

    internal async Task<TResponse> SendAsync<TResponse>(KafkaRequest<TResponse> request, short version, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        cancellationToken.ThrowIfCancellationRequested();
        var correlationId = Interlocked.Increment(ref _lastCorrelationId);
        var frame = Encode(request, version, correlationId);
        var pending = new PendingRequest<TResponse>(request.Api, version);
        bool startSending;
        lock (_gate)
        {
            if (_failure is not null)
            {
                throw Broken(_failure, mayHaveBeenReceived: false);
            }

            _pending.Add(correlationId, pending);
            _outgoing.Append(frame.Span);
            startSending = !_isSending;
            _isSending = true;
        }

        Interlocked.Increment(ref _requestCount);
        if (startSending)
        {
            _ = SendOutgoingAsync();
        }

        await using (cancellationToken.UnsafeRegister(static (state, token) => ((PendingRequest)state!).Cancel(token), pending).ConfigureAwait(false))
        {
            return await pending.Response.ConfigureAwait(false);
        }
    }

    /// <summary>Closes the connection; requests without a response fail.</summary>
    public async ValueTask DisposeAsync()
    {
        Fail(new ObjectDisposedException(nameof(BrokerConnection)));
        await _receiving.ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);

        // _closing is left to the garbage collector: a send that fails at this moment may still cancel it, and it holds nothing but memory.
    }

    private ReadOnlyMemory<byte> Encode(KafkaMessage request, short version, int correlationId)
    {
        var isFlexible = request.Api.IsFlexible(version);
        var writer = new WireWriter(version, isFlexible);
        writer.BeginFrame();
        writer.Write(new RequestHeader { ApiKey = request.Api.Key, ApiVersion = version, CorrelationId = correlationId, ClientId = _options.ClientId });
        writer.Write(request);
        writer.EndFrame();
        return writer.Written;
    }

    /// <summary>Writes what has gathered until nothing is left: requests that come while one write is under way go out together in the next.</summary>
    private async Task SendOutgoingAsync()
    {
        try
        {
            while (true)
            {
                lock (_gate)
                {
                    if (_outgoing.Length == 0)
                    {
                        _isSending = false;
                        return;
                    }

                    (_outgoing, _sending) = (_sending, _outgoing);
                }

                await _stream.WriteAsync(_sending.Written, _closing.Token).ConfigureAwait(false);
                await _stream.FlushAsync(_closing.Token).ConfigureAwait(false);
                _sending.Clear();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Fail(e);
        }
    }

    private async Task ReceiveAsync()
    {
        await Task.Yield();
        try
        {
            while (await _frames.ReadAsync(_closing.Token).ConfigureAwait(false) is { } frame)
            {
                Dispatch(frame);
            }

            Fail(new EndOfStreamException());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or FrameSizeException or WireFormatException)
        {
            Fail(e);
        }
    }

    private void Dispatch(ArraySegment<byte> frame)
    {
        var correlationId = new WireReader(frame, version: 0, isFlexible: false).Int32(0);
        PendingRequest? pending;
        lock (_gate)
        {
            if (!_pending.Remove(correlationId, out pending))
            {
                throw new WireFormatException($"A response to request {correlationId}, which was never sent.");
            }
        }

        pending.Complete(frame, EndPoint);
    }

    private void Fail(Exception failure)
    {
        PendingRequest[] orphans;
        lock (_gate)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = failure;
            orphans = [.. _pending.Values];
            _pending.Clear();
        }

        foreach (var orphan in orphans)
        {
            orphan.Fail(Broken(failure, mayHaveBeenReceived: true));
        }

        _closing.Cancel();
    }

    private BrokerConnectionException Broken(Exception failure, bool mayHaveBeenReceived)
    {
        if (failure is FrameSizeException or WireFormatException && Versions != NegotiatedVersions.Initial)
        {
            return ConnectionFailures.NoResponse(failure, EndPoint, mayHaveBeenReceived);
        }

        // Only what the receiving loop itself stumbled over is in its buffer, which then stands still; after any other failure the loop may still be reading into it.
        var received = failure is FrameSizeException or WireFormatException ? _frames.Buffered : default;
        return ConnectionFailures.WhileOpen(failure, EndPoint, _options, received, mayHaveBeenReceived);
    }
}
