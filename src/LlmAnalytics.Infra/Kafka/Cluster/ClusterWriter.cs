using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Cluster;

/// <summary>
/// Sends writes. With KRaft any broker takes them and forwards them to the active controller. One that froze, or whose controller froze, doesn't answer: brokers
/// hold on to a silent controller for <c>controller.socket.timeout.ms</c> (30 s), though a new one is elected after 2 to 4. So a write that gets no answer is sent
/// again beside the first, through each other broker, and waited for to the deadline: only writes may pass through here whose second arrival does no harm and
/// can be told from a first.
/// </summary>
internal sealed class ClusterWriter(ClusterClient cluster, IOperation operation)
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuorumPatience = TimeSpan.FromSeconds(1);
    private const int MaxAttempts = 1000;
    private const int FailuresToGiveUp = 2;

    private readonly object _gate = new();
    private readonly HashSet<BrokerEndPoint> _busy = [];
    private readonly Dictionary<BrokerEndPoint, int> _failures = [];
    private int _sent;

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
        var startedAt = Stopwatch.GetTimestamp();
        using var warning = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var warned = WarnAsync(request.Api.Key, warning.Token);
        var attempts = Enumerable.Repeat<Func<CancellationToken, Task<TResponse>>>(token => TryAsync(request, errors, token), MaxAttempts).ToList();
        try
        {
            return await StaggeredRace.RunAsync(attempts, ResendAfter, isDefinitive: IsHopeless, cancellationToken: cancellationToken).ConfigureAwait(false);
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
            await warning.CancelAsync().ConfigureAwait(false);
            await warned.ConfigureAwait(false);
        }
    }

    private async Task<TResponse> TryAsync<TResponse>(KafkaRequest<TResponse> request, Func<TResponse, IEnumerable<ErrorCode>> errors, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        BrokerEndPoint? endPoint;
        while ((endPoint = TakeFree()) is null)
        {
            await Task.Delay(RetryAfter, cancellationToken).ConfigureAwait(false); // every broker has the write, and none has answered
        }

        try
        {
            if (_failures.ContainsKey(endPoint))
            {
                await Task.Delay(RetryAfter, cancellationToken).ConfigureAwait(false);
            }

            Interlocked.Increment(ref _sent);
            var response = await cluster.SendAsync(endPoint, request, cancellationToken).ConfigureAwait(false);
            var codes = errors(response).ToList();
            if (codes.Count > 0 && codes.TrueForAll(IsTransient))
            {
                await Task.Delay(RetryAfter, cancellationToken).ConfigureAwait(false);
                throw new TransientException(codes[0]);
            }

            return response;
        }
        catch (BrokerConnectionException)
        {
            lock (_gate)
            {
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

    /// <summary>
    /// The next broker that has no answer to give yet, those that failed last. A second write behind an unanswered one would wait for it: brokers work on one
    /// request of a connection at a time.
    /// </summary>
    private BrokerEndPoint? TakeFree()
    {
        lock (_gate)
        {
            var free = cluster.Candidates.Where(candidate => !_busy.Contains(candidate)).MinBy(candidate => _failures.GetValueOrDefault(candidate));
            if (free is not null)
            {
                _busy.Add(free);
            }

            return free;
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

    /// <summary>Says why it takes so long, once it does.</summary>
    private async Task WarnAsync(ApiKey api, CancellationToken cancellationToken)
    {
        var leader = "the controllers' quorum doesn't say who leads it";
        try
        {
            await Task.Delay(ResendAfter, cancellationToken).ConfigureAwait(false);
            var candidates = cluster.Candidates;
            var response = await cluster.SendAsync(candidates[1 % candidates.Count], Quorum(), QuorumPatience, cancellationToken).ConfigureAwait(false);
            if (response.Topics is [{ Partitions: [{ LeaderId: >= 0 } partition, ..] }, ..])
            {
                leader = $"the active controller is node {partition.LeaderId} now";
            }
        }
        catch (OperationCanceledException)
        {
            return; // answered, or the time is up: nothing to explain
        }
        catch (BrokerConnectionException e)
        {
            operation.Verbose($"The quorum could not be asked: {e.Message}");
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            operation.Warn($"{api} got no answer within {ResendAfter.TotalSeconds:0} s: a broker or the active controller is down, frozen or being replaced ({leader}). Trying the other brokers; a frozen controller can cost half a minute.");
        }
    }

    private static DescribeQuorumRequest Quorum() =>
        new() { Topics = [new DescribeQuorumRequestTopic { TopicName = "__cluster_metadata", Partitions = [new DescribeQuorumRequestPartition()] }] };

    private sealed class TransientException(ErrorCode code) : Exception(code.KafkaName());
}
