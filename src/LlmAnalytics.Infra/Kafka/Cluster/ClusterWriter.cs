using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Cluster;

/// <summary>
/// Sends writes. With KRaft any broker takes them and passes them on to the active controller. One that froze doesn't answer. One whose controller froze doesn't
/// either: a broker that has dealt with a controller holds on to it for <c>controller.socket.timeout.ms</c> (30 s), though a new one is elected after 2 to 4 s; one
/// that hasn't finds the new one at once. So a write without an answer is sent again beside the first, through one broker after the other: right away when the one
/// that has it is dead or frozen, else when a new controller can be expected. Only writes may pass through here whose second arrival does no harm and can be told
/// from a first.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A SemaphoreSlim holds nothing to free until its wait handle is asked for.")]
internal sealed class ClusterWriter(ClusterClient cluster, IOperation operation)
{
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ElectionTakes = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuorumPatience = TimeSpan.FromSeconds(1);
    private const int MaxAttempts = 1000;
    private const int FailuresToGiveUp = 2;

    private readonly object _gate = new();
    private readonly HashSet<ServerEndPoint> _busy = [];
    private readonly Dictionary<ServerEndPoint, int> _failures = [];
    private readonly SemaphoreSlim _next = new(1);
    private long _sentAt;
    private int _sent;
    private bool _isUnanswered;

    /// <summary>
    /// Whether a copy of the last write is with a broker that didn't answer: frozen, or waiting for a frozen controller, it may still carry the copy out when the one
    /// that was answered is long past, and undo what was done to the contrary meanwhile.
    /// </summary>
    public bool MayArriveAgain
    {
        get
        {
            lock (_gate)
            {
                return _isUnanswered || _busy.Count > 0;
            }
        }
    }

    /// <summary>Whether a write was sent more than once: then "exists already" may mean our own first try.</summary>
    public bool WasResent => _sent > 1;

    /// <summary>Sends a write until it is answered.</summary>
    /// <param name="request">The write.</param>
    /// <param name="errors">The error codes in an answer.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="AggregateException">No broker can be used; holds a <see cref="BrokerConnectionException"/> for each try.</exception>
    /// <exception cref="BrokerConnectionException">Brokers are there, and until the deadline the controller didn't take the write.</exception>
    public async Task<TResponse> SendAsync<TResponse>(
        KafkaRequest<TResponse> request, Func<TResponse, IEnumerable<ErrorCode>> errors, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        _busy.Clear();
        _failures.Clear();
        _sent = 0;
        _isUnanswered = false;
        var startedAt = Stopwatch.GetTimestamp();
        var attempts = Enumerable.Repeat<Func<CancellationToken, Task<TResponse>>>(token => TryAsync(request, errors, token), MaxAttempts).ToList();
        try
        {
            var response = await StaggeredRace.RunAsync(attempts, DoubtAfter, isDefinitive: IsHopeless, cancellationToken: cancellationToken).ConfigureAwait(false);
            await ExplainAsync(request.Api.Key, Stopwatch.GetElapsedTime(startedAt), cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is (OperationCanceledException or AggregateException) && !IsClosed(e))
        {
            throw new BrokerConnectionException(ConnectionFailure.NotResponding, cluster.Candidates[0],
                $"The active controller didn't take {request.Api.Key} within {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.0} s, through whichever broker it was sent.", e)
            {
                RequestMayHaveBeenReceived = _sent > 0,
            };
        }
        finally
        {
            NoteHeldUp();
        }
    }

    private async Task<TResponse> TryAsync<TResponse>(KafkaRequest<TResponse> request, Func<TResponse, IEnumerable<ErrorCode>> errors, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        var endPoint = await NextAsync(request.Api.Key, cancellationToken).ConfigureAwait(false);
        try
        {
            if (_failures.ContainsKey(endPoint))
            {
                await Task.Delay(RetryAfter, cancellationToken).ConfigureAwait(false);
            }

            var response = await cluster.SendAsync(endPoint, request, cancellationToken).ConfigureAwait(false);
            var codes = errors(response).ToList();
            if (codes.Count > 0 && codes.TrueForAll(IsTransient))
            {
                await Task.Delay(RetryAfter, cancellationToken).ConfigureAwait(false);
                throw new TransientException(codes[0]);
            }

            return response;
        }
        catch (BrokerConnectionException e)
        {
            lock (_gate)
            {
                _isUnanswered |= e is { Failure: ConnectionFailure.NotResponding, RequestMayHaveBeenReceived: true };
                _failures[endPoint] = _failures.GetValueOrDefault(endPoint) + 1;
            }

            throw;
        }
        finally
        {
            lock (_gate)
            {
                _busy.Remove(endPoint);
            }
        }
    }

    /// <summary>Waits until it makes sense to send the write once more, and says through which broker.</summary>
    private async Task<ServerEndPoint> NextAsync(ApiKey api, CancellationToken cancellationToken)
    {
        await _next.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await HoldBackAsync(api, cancellationToken).ConfigureAwait(false);
            ServerEndPoint? endPoint;
            while ((endPoint = TakeFree()) is null)
            {
                await Task.Delay(RetryAfter, cancellationToken).ConfigureAwait(false); // every broker has the write, and none has answered
            }

            _sent++;
            _sentAt = Stopwatch.GetTimestamp();
            return endPoint;
        }
        finally
        {
            _next.Release();
        }
    }

    /// <summary>
    /// With a write under way, waits as long as a new controller may take to be elected, unless no broker that has the write is alive. A broker that got the write
    /// before the election would surely turn to the old controller.
    /// </summary>
    private async Task HoldBackAsync(ApiKey api, CancellationToken cancellationToken)
    {
        ServerEndPoint[] waitedFor;
        lock (_gate)
        {
            waitedFor = [.. _busy];
        }

        if (waitedFor.Length == 0)
        {
            return;
        }

        var alive = await Task.WhenAll(waitedFor.Select(endPoint => cluster.IsAliveAsync(endPoint, PingPatience, cancellationToken))).ConfigureAwait(false);
        if (!alive.Contains(true))
        {
            operation.Warn($"{string.Join(", ", waitedFor.Select(endPoint => endPoint.ToString()))} took {api} and answers no more. Trying another broker.");
            return;
        }

        if (waitedFor.Length == 1)
        {
            operation.Warn($"{api} waits for the active controller, which doesn't answer: frozen, or being replaced. Brokers hold on to a frozen one for 30 s by default.");
        }

        while (Stopwatch.GetElapsedTime(_sentAt) < ElectionTakes)
        {
            await Task.Delay(RetryAfter, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The next broker that has no answer to give yet, those that failed last. A second write behind an unanswered one would wait for it: brokers work on one
    /// request of a connection at a time.
    /// </summary>
    private ServerEndPoint? TakeFree()
    {
        lock (_gate)
        {
            var free = cluster.Forwarders.Where(candidate => !_busy.Contains(candidate)).MinBy(candidate => _failures.GetValueOrDefault(candidate));
            if (free is not null)
            {
                _busy.Add(free);
            }

            return free;
        }
    }

    /// <summary>Tells the other commands of the connection which brokers got no answer.</summary>
    private void NoteHeldUp()
    {
        lock (_gate)
        {
            foreach (var endPoint in _busy)
            {
                cluster.NoteHeldUp(endPoint);
            }
        }
    }

    /// <summary>Whether nothing is to be hoped for: every broker would refuse us, or all have failed again and again and none is being waited for.</summary>
    private bool IsHopeless(Exception failure)
    {
        if (failure is not BrokerConnectionException broken)
        {
            return failure is not TransientException;
        }

        lock (_gate)
        {
            return broken.IsDefinitive || (_busy.Count == 0 && cluster.Candidates.All(candidate => _failures.GetValueOrDefault(candidate) >= FailuresToGiveUp));
        }
    }

    private static bool IsClosed(Exception failure) => failure is AggregateException all && all.InnerExceptions.OfType<ObjectDisposedException>().Any();

    private static bool IsTransient(ErrorCode code) => code is ErrorCode.NotController or ErrorCode.RequestTimedOut or ErrorCode.BrokerNotAvailable
        or ErrorCode.LeaderNotAvailable or ErrorCode.NetworkException or ErrorCode.CoordinatorNotAvailable or ErrorCode.CoordinatorLoadInProgress;

    /// <summary>After a write that took a second try: who leads the controllers now. Asked only then, since until then the question would hang like the write.</summary>
    private async Task ExplainAsync(ApiKey api, TimeSpan took, CancellationToken cancellationToken)
    {
        if (!WasResent || took < DoubtAfter)
        {
            return;
        }

        try
        {
            var response = await cluster.ReadFromControllerAsync(QuorumQuestion.Request(), QuorumPatience, apart: false, cancellationToken).ConfigureAwait(false);
            if (QuorumQuestion.LeaderId(response) is { } leader)
            {
                operation.Warn($"{api} was answered after {took.TotalSeconds:0.0} s. The active controller is node {leader} now.");
            }
        }
        catch (Exception e) when (e is AggregateException or OperationCanceledException)
        {
            operation.Verbose($"The quorum could not be asked: {e.GetBaseException().Message}");
        }
    }

    private sealed class TransientException(ErrorCode code) : Exception(code.KafkaName());
}
