using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kubernetes;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>
/// The pods of a StatefulSet as nodes. Needs the rights <c>list pods</c>, <c>get</c> and <c>create pods/portforward</c> (not for the direct transport),
/// <c>get secrets</c> (for the password) and <c>get nodes</c> (for zones; without it the nodes' names alone are known).
/// </summary>
internal sealed class PodNodes : INodeSource
{
    /// <summary>The selector where none is given.</summary>
    public const string DefaultSelector = "app.kubernetes.io/name=redis,app.kubernetes.io/component=cluster";

    private readonly RedisConnectionRequest _request;
    private readonly IOperation _operation;
    private readonly KubernetesTarget _target;
    private readonly TimeSpan _patience;
    private readonly PodTransport _transport;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly object _gate = new();
    private Task<KubernetesApi>? _opening;
    private Task<SourcePassword>? _password;
    private ZoneMap? _zones;
    private volatile IReadOnlyList<NodePlace> _places = [];

    private PodNodes(RedisConnectionRequest request, IOperation operation, KubernetesTarget target, TimeSpan patience)
    {
        (_request, _operation, _target, _patience) = (request, operation, target, patience);
        Namespace = request.Namespace ?? target.Namespace;
        Selector = request.Selector ?? DefaultSelector;
        _transport = new PodTransport(request.Transport, target.IsInCluster);
    }

    /// <summary>The namespace of the pods.</summary>
    public string Namespace { get; }

    /// <summary>The label selector of the pods.</summary>
    public string Selector { get; }

    /// <summary>The transport is null as long as it isn't chosen, which the first connection does.</summary>
    public SourceDescription Description =>
        new("Kubernetes", $"{Namespace}/{_request.ServiceName ?? PodSelection.DefaultService}", _target.Context, Selector, _transport.Chosen);

    /// <summary>Reads the kubeconfig; sends nothing.</summary>
    /// <exception cref="ProblemException">There is no kubeconfig or context, or it can't be used.</exception>
    public static PodNodes Create(RedisConnectionRequest request, IOperation operation) =>
        Create(request, operation, KubeconfigLocator.OfProcess, InClusterAccount.OfProcess, KubernetesApi.DefaultPatience);

    /// <summary>The same in another environment, with another patience for each answer of the API server.</summary>
    internal static PodNodes Create(RedisConnectionRequest request, IOperation operation, KubeconfigLocator locator, InClusterAccount account, TimeSpan patience)
    {
        var target = KubernetesTarget.Find(request.Kubeconfig, request.Context, locator, account);
        PodPassword.Check(request.PasswordSecret);
        operation.Verbose($"Kubernetes: {target}");
        return new PodNodes(request, operation, target, patience);
    }

    public async Task<IReadOnlyList<NodePlace>> FindAsync(CancellationToken cancellationToken)
    {
        var api = await ApiAsync(cancellationToken).ConfigureAwait(false);
        // Beside the pods, not after them: the connection wants it next.
        if (_request.Credential is null)
        {
            _ = PasswordAsync(api);
        }

        var pods = PodSelection.Choose(await api.ListPodsAsync(Namespace, Selector, cancellationToken).ConfigureAwait(false), _request.ServiceName, Namespace, Selector);
        var zones = _zones ??= new ZoneMap(api, _operation);
        await zones.ReadAsync(pods.Select(pod => pod.Node).OfType<string>(), cancellationToken).ConfigureAwait(false);
        return _places = [.. pods.Select(pod => ToPlace(pod, zones))];
    }

    public NodePlace? Locate(string host, int port)
    {
        var place = _places.FirstOrDefault(place => string.Equals(place.Host, host, StringComparison.OrdinalIgnoreCase) || IsNameOf(host, place.Pod!));
        return place is null ? null : place with { Port = port };
    }

    public async Task<Stream> DialAsync(NodePlace place, CancellationToken cancellationToken)
    {
        var pod = place.Pod ?? throw new ArgumentException($"{place} is no pod.", nameof(place));
        if (await _transport.TryDirectAsync(Current(place), cancellationToken).ConfigureAwait(false) is { } direct)
        {
            return direct;
        }

        var api = await ApiAsync(cancellationToken).ConfigureAwait(false);
        if (!_transport.IsDirect)
        {
            try
            {
                // By name: a pod that came back with another address is found all the same.
                return await api.ForwardAsync(Namespace, pod, place.Port, cancellationToken).ConfigureAwait(false);
            }
            catch (ProblemException e) when (e.Problem.ErrorId is ErrorIds.KubernetesServerError)
            {
                throw await ExplainAsync(api, pod, e, cancellationToken).ConfigureAwait(false);
            }
        }

        // Directly, the pod's last known address doesn't answer: it may have moved.
        var before = Current(place);
        await FindAsync(cancellationToken).ConfigureAwait(false);
        var now = Current(place);
        return now.NotReady is not null && now.Host == before.Host
            ? throw NotReady(now)
            : await PodTransport.DialDirectAsync(now, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SourcePassword> FindPasswordAsync(CancellationToken cancellationToken)
    {
        var api = await ApiAsync(cancellationToken).ConfigureAwait(false);
        return await PasswordAsync(api).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_lifetime.IsCancellationRequested)
        {
            await _lifetime.CancelAsync().ConfigureAwait(false);
            Task<KubernetesApi>? opening;
            lock (_gate)
            {
                opening = _opening;
            }

            if (opening is not null)
            {
                await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (opening.IsCompletedSuccessfully)
                {
                    (await opening.ConfigureAwait(false)).Dispose();
                }
            }
        }
    }

    // A pod's DNS name begins with its own: redis-cluster-0.redis-cluster.redis.svc.cluster.local.
    private static bool IsNameOf(string host, string pod) =>
        host.StartsWith(pod, StringComparison.OrdinalIgnoreCase) && (host.Length == pod.Length || host[pod.Length] == '.');

    private static ProblemException NotReady(NodePlace place, Exception? cause = null) => new(
        new Problem(ErrorIds.KubernetesPodNotReady, ProblemCategory.ResourceUnavailable, $"The pod '{place.Pod}' {place.NotReady}.", place.Pod, $"Look at its events: kubectl describe pod {place.Pod}."), cause);

    private NodePlace Current(NodePlace place) => _places.FirstOrDefault(known => known.Pod == place.Pod) is { } known ? known with { Port = place.Port } : place;

    private static NodePlace ToPlace(Pod pod, ZoneMap zones) => new(pod.Ip ?? pod.Name, pod.Port)
    {
        Pod = pod.Name,
        KubernetesNode = pod.Node,
        Zone = pod.Node is null ? null : zones.Find(pod.Node),
        NotReady = pod.NotReady,
        MemoryLimitBytes = pod.MemoryLimitBytes,
    };

    /// <summary>The API server's "500" or "400" to a port-forward is mostly a pod that isn't there to be forwarded to.</summary>
    private async Task<ProblemException> ExplainAsync(KubernetesApi api, string pod, ProblemException refused, CancellationToken cancellationToken)
    {
        var pods = await api.ListPodsAsync(Namespace, Selector, cancellationToken).ConfigureAwait(false);
        return pods.FirstOrDefault(found => found.Name == pod) switch
        {
            null => PodSelection.Gone(pod, Namespace, refused),
            { NotReady: { } why } => NotReady(new NodePlace(pod, 0) { Pod = pod, NotReady = why }, refused),
            _ => refused,
        };
    }

    private Task<KubernetesApi> ApiAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_lifetime.IsCancellationRequested, this);
            // A failed attempt is made again: the plugin's login, say, may have been given meanwhile.
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _opening = Task.Run(() => KubernetesApi.OpenAsync(_target, _patience, _lifetime.Token), CancellationToken.None);
            }

            return _opening.WaitAsync(cancellationToken);
        }
    }

    private Task<SourcePassword> PasswordAsync(KubernetesApi api)
    {
        lock (_gate)
        {
            if (_password is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _password = PodPassword.ReadAsync(api, Namespace, _request.PasswordSecret, _operation, _lifetime.Token);
                // Whoever wants the password hears why there is none; where nobody does, it is no loss.
                _ = _password.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            return _password;
        }
    }
}
