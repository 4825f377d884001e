using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Cluster;

/// <summary>
/// Sends writes. With KRaft any broker takes them and forwards them to the active controller; a broker that froze, or whose controller froze, never answers,
/// and the same write through another broker does once a new controller is elected (measured: 3 to 10 s). So a write that gets no answer is sent again beside
/// the first: only writes may pass through here whose second arrival does no harm and can be told from a first.
/// </summary>
internal sealed class ClusterWriter(ClusterClient cluster, IOperation operation)
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuorumPatience = TimeSpan.FromSeconds(1);
    private const int MaxAttempts = 1000;

    private int _attempts;

    /// <summary>Whether a write was sent more than once: then "exists already" may mean our own first try.</summary>
    public bool WasResent => _attempts > 1;

    /// <summary>Sends a write until it is answered.</summary>
    /// <param name="request">The write.</param>
    /// <param name="errors">The error codes in an answer.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="AggregateException">No broker answered; holds a <see cref="BrokerConnectionException"/> for each try.</exception>
    /// <exception cref="BrokerConnectionException">Brokers answered, and until the deadline only that the controller doesn't take the write.</exception>
    public async Task<TResponse> SendAsync<TResponse>(
        KafkaRequest<TResponse> request, Func<TResponse, IEnumerable<ErrorCode>> errors, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        _attempts = 0;
        using var warning = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var warned = WarnAsync(request.Api.Key, warning.Token);
        var attempts = Enumerable.Repeat<Func<CancellationToken, Task<TResponse>>>(token => TryAsync(request, errors, token), MaxAttempts).ToList();
        try
        {
            return await StaggeredRace.RunAsync(attempts, ResendAfter, isDefinitive: e => e is not TransientException && !IsWorthAnotherTry(e), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException || (e is AggregateException tries && !tries.InnerExceptions.OfType<BrokerConnectionException>().Any()))
        {
            throw new BrokerConnectionException(ConnectionFailure.NotResponding, cluster.Candidates[0],
                $"The active controller didn't take {request.Api.Key} before the time was up: {e.GetBaseException().Message.TrimEnd('.')}.", e);
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
        cancellationToken.ThrowIfCancellationRequested();
        var attempt = Interlocked.Increment(ref _attempts);
        var candidates = cluster.Candidates;
        var endPoint = candidates[(attempt - 1) % candidates.Count];
        if (attempt > candidates.Count)
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

    private static bool IsTransient(ErrorCode code) => code is ErrorCode.NotController or ErrorCode.RequestTimedOut or ErrorCode.BrokerNotAvailable
        or ErrorCode.LeaderNotAvailable or ErrorCode.NetworkException or ErrorCode.CoordinatorNotAvailable or ErrorCode.CoordinatorLoadInProgress;

    private bool IsWorthAnotherTry(Exception failure) =>
        failure is BrokerConnectionException { IsDefinitive: false } && _attempts < Math.Max(2, cluster.Candidates.Count * 2);

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
            operation.Warn($"{api} got no answer within {ResendAfter.TotalSeconds:0} s: a broker or the active controller is down, frozen or being replaced ({leader}). Trying again through another broker.");
        }
    }

    private static DescribeQuorumRequest Quorum() =>
        new() { Topics = [new DescribeQuorumRequestTopic { TopicName = "__cluster_metadata", Partitions = [new DescribeQuorumRequestPartition()] }] };

    private sealed class TransientException(ErrorCode code) : Exception(code.KafkaName());
}
