using System.Collections.Concurrent;
using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Cluster;

/// <summary>
/// Sends requests to a cluster: to whichever broker answers, to a certain one, to all. Any of them may be dead, frozen or slow at any moment; that costs
/// its own answer, and never the wait of the others. Every failure, a time-out included, is a <see cref="BrokerConnectionException"/> with its cause.
/// </summary>
internal sealed class ClusterClient : IAsyncDisposable
{
    /// <summary>How long a read waits for one broker before the next one is asked beside it. A healthy broker answers in 1 to 5 ms.</summary>
    private static readonly TimeSpan ReadStagger = TimeSpan.FromMilliseconds(250);

    /// <summary>Kafka's default of <c>controller.socket.timeout.ms</c>.</summary>
    private static readonly TimeSpan HeldUpFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<ServerEndPoint, long> _heldUp = [];
    private readonly BrokerPool _pool;
    private readonly BrokerPool _apart;
    private readonly ConnectionOptions _options;
    private readonly IReadOnlyList<ServerEndPoint> _bootstrap;
    private volatile ServerEndPoint? _preferred;
    private volatile IReadOnlyList<Broker> _brokers = [];

    public ClusterClient(IReadOnlyList<ServerEndPoint> bootstrap, ConnectionOptions options)
    {
        _bootstrap = bootstrap;
        _options = options;
        _pool = new BrokerPool(options);
        _apart = new BrokerPool(options);
    }

    /// <summary>The brokers in the last metadata seen, by id.</summary>
    public IReadOnlyList<Broker> Brokers => _brokers;

    /// <summary>The cluster's id; null before the first metadata.</summary>
    public string? ClusterId { get; private set; }

    /// <summary>The controller of a cluster with ZooKeeper, which alone takes writes; with KRaft some broker, since all forward.</summary>
    public int ControllerId { get; private set; } = -1;

    public bool IsClosed => _pool.IsClosed;

    /// <summary>Requests sent so far, those of opening connections included.</summary>
    public long RequestCount => _pool.RequestCount + _apart.RequestCount;

    /// <summary>The addresses to try, the one that answered last first.</summary>
    public IReadOnlyList<ServerEndPoint> Candidates =>
        [.. (_preferred is { } preferred ? [preferred] : Array.Empty<ServerEndPoint>()).Concat(_brokers.Select(broker => broker.EndPoint)).Concat(_bootstrap).Distinct()];

    /// <summary>Asks for metadata, and remembers the brokers in the answer.</summary>
    public async Task<MetadataResponse> GetMetadataAsync(IEnumerable<string>? topics, CancellationToken cancellationToken)
    {
        var request = new MetadataRequest { Topics = topics?.Select(name => new MetadataRequestTopic { Name = name }).ToArray() };
        var metadata = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        _brokers = [.. metadata.Brokers.Select(broker => new Broker(broker.NodeId, new ServerEndPoint(broker.Host, broker.Port), broker.Rack)).OrderBy(broker => broker.Id)];
        ClusterId = metadata.ClusterId ?? ClusterId;
        ControllerId = metadata.ControllerId;
        return metadata;
    }

    /// <summary>Sends a read that any broker can answer. A broker that is dead costs nothing, a frozen one a fraction of a second.</summary>
    /// <exception cref="AggregateException">No broker answered; holds a <see cref="BrokerConnectionException"/> for each that was tried.</exception>
    public async Task<TResponse> ReadAsync<TResponse>(KafkaRequest<TResponse> request, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        var attempts = Candidates.Select<ServerEndPoint, Func<CancellationToken, Task<(ServerEndPoint EndPoint, TResponse Response)>>>(endPoint =>
            async token => (endPoint, await SendAsync(endPoint, request, token).ConfigureAwait(false))).ToList();
        var answer = await StaggeredRace.RunAsync(attempts, ReadStagger, isDefinitive: IsDefinitive, cancellationToken: cancellationToken).ConfigureAwait(false);
        _preferred = answer.EndPoint;
        return answer.Response;
    }

    /// <summary>
    /// Sends a read that brokers pass on to the active controller. One broker at a time: one that waits for a silent controller passes nothing else on until it
    /// gives up (<c>controller.socket.timeout.ms</c>, 30 s), so asking all of them would hold up the next write, whoever takes it.
    /// </summary>
    /// <param name="request">The read.</param>
    /// <param name="patience">How long to wait for a broker.</param>
    /// <param name="apart">
    /// Whether to ask over a connection of its own: needed where the same broker is asked other things at the same time, since it works on one request of a
    /// connection after the other, and would keep them waiting for the controller too.
    /// </param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="AggregateException">No answer; holds a <see cref="BrokerConnectionException"/> for each broker that was tried.</exception>
    public async Task<TResponse> ReadFromControllerAsync<TResponse>(KafkaRequest<TResponse> request, TimeSpan patience, bool apart, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        var failures = new List<Exception>();
        foreach (var endPoint in Forwarders)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(patience);
            try
            {
                return await SendAsync(apart ? _apart : _pool, endPoint, request, deadline.Token).ConfigureAwait(false);
            }
            catch (BrokerConnectionException e)
            {
                failures.Add(e);
                if (e is { Failure: ConnectionFailure.NotResponding, RequestMayHaveBeenReceived: true })
                {
                    NoteHeldUp(endPoint);
                    break;
                }
            }
        }

        throw new AggregateException(failures);
    }

    /// <summary>The addresses to try for what the active controller has to answer: those that are not known to wait for a silent one first.</summary>
    public IReadOnlyList<ServerEndPoint> Forwarders => [.. Candidates.OrderBy(endPoint => _heldUp.TryGetValue(endPoint, out var since) && Stopwatch.GetElapsedTime(since) < HeldUpFor)];

    /// <summary>Remembers that a broker passed a request on and got no answer from the controller.</summary>
    public void NoteHeldUp(ServerEndPoint endPoint) => _heldUp[endPoint] = Stopwatch.GetTimestamp();

    /// <summary>Whether a broker still opens connections, asked over a new one: the open ones may be behind a request that hangs.</summary>
    public async Task<bool> IsAliveAsync(ServerEndPoint endPoint, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await BrokerConnection.OpenAsync(endPoint, _options with { OpenTimeout = patience }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (BrokerConnectionException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Sends a request to one address, whatever it takes to connect.</summary>
    /// <exception cref="BrokerConnectionException">No answer: the connection can't be opened, broke, or the token ran out.</exception>
    public Task<TResponse> SendAsync<TResponse>(ServerEndPoint endPoint, KafkaRequest<TResponse> request, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new() =>
        SendAsync(_pool, endPoint, request, cancellationToken);

    private async Task<TResponse> SendAsync<TResponse>(BrokerPool pool, ServerEndPoint endPoint, KafkaRequest<TResponse> request, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        var connection = await pool.GetAsync(endPoint, cancellationToken).ConfigureAwait(false);
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            var response = await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return response is MetadataResponse metadata && Unfit(metadata) is { } reason
                ? throw new BrokerConnectionException(ConnectionFailure.NotResponding, endPoint, $"{endPoint} can't tell what the cluster is: {reason}.")
                : response;
        }
        catch (OperationCanceledException e)
        {
            throw new BrokerConnectionException(ConnectionFailure.NotResponding, endPoint,
                $"{endPoint} didn't answer {request.Api.Key} within {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.0} s.", e)
            {
                RequestMayHaveBeenReceived = true,
            };
        }
        catch (BrokerConnectionException e) when (IsClosed)
        {
            throw new ObjectDisposedException("The connection was closed while a request waited for its answer.", e);
        }
        catch (BrokerConnectionException e) when (e.Failure == ConnectionFailure.Closed && _options.Sasl is null && _preferred is null)
        {
            // Opened well and hung up at the first real request: what a SASL listener does with a client that doesn't authenticate.
            throw await PortProbe.ExplainAsync(e, _options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request to one address and gives up on it after a while, so that a frozen broker costs no more than that.</summary>
    /// <exception cref="BrokerConnectionException">No answer in time.</exception>
    public async Task<TResponse> SendAsync<TResponse>(ServerEndPoint endPoint, KafkaRequest<TResponse> request, TimeSpan patience, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        return await SendAsync(endPoint, request, deadline.Token).ConfigureAwait(false);
    }

    /// <summary>Opens the connections to all brokers, so that they are there when they are needed. Failures show when the broker is asked.</summary>
    public void Prepare()
    {
        foreach (var broker in _brokers)
        {
            _ = ObserveAsync(_pool.GetAsync(broker.EndPoint, CancellationToken.None));
        }

        static async Task ObserveAsync(Task opening) => await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync().ConfigureAwait(false);
        await _apart.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Why a broker's metadata are none, though they arrived: taken for a cluster they would be one without topics, in which nothing is amiss. Null where they are fine.</summary>
    private static string? Unfit(MetadataResponse metadata) =>
        metadata.ErrorCode != ErrorCode.None ? $"it answers Metadata with {metadata.ErrorCode.KafkaName()}"
        : metadata.Brokers.Length == 0 ? "it knows no broker yet, not even itself"
        : null;

    /// <summary>Whether every other broker would fail in the same way: credentials that are refused, a token that can't be had, a connection that was closed.</summary>
    private static bool IsDefinitive(Exception failure) => failure is BrokerConnectionException { IsDefinitive: true } or ProblemException or ObjectDisposedException;
}
