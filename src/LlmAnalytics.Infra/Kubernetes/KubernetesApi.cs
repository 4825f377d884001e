using System.Net.Security;
using k8s;
using k8s.Models;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>
/// What this module asks of an API server: <c>list pods</c>, <c>get nodes</c>, <c>get secrets</c>, <c>get</c> and <c>create pods/portforward</c>, and nothing else.
/// Every question has its own deadline; every failure is a problem with its true cause.
/// </summary>
internal sealed class KubernetesApi : IDisposable
{
    /// <summary>How long the API server may take for one answer.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    private const string ForwardProtocol = "v4.channel.k8s.io";
    private const string ForwardResource = "pods/portforward";
    private static readonly string[] ZoneLabels = ["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"];
    private readonly k8s.Kubernetes _client;
    private readonly HttpMessageInvoker _invoker;
    private readonly RequestProblems _problems;
    private readonly TimeSpan _patience;

    private KubernetesApi(k8s.Kubernetes client, HttpMessageInvoker invoker, KubernetesClientConfiguration configuration, string context, TimeSpan patience)
    {
        (_client, _invoker, _problems, _patience) = (client, invoker, new RequestProblems(configuration, context), patience);
        _client.CreateWebSocketBuilder = () => new ForwardWebSocketBuilder(_invoker, configuration.TlsServerName);
    }

    /// <summary>Makes the client; sends nothing.</summary>
    /// <exception cref="ProblemException">The account's certificates or plugin can't be used.</exception>
    public static async Task<KubernetesApi> OpenAsync(KubernetesTarget target, TimeSpan patience, CancellationToken cancellationToken)
    {
        var configuration = await target.ConfigureAsync(cancellationToken).ConfigureAwait(false);
        SocketsHttpHandler? handler = null;
        var setup = configuration.FirstMessageHandlerSetup;
        configuration.FirstMessageHandlerSetup = made =>
        {
            setup?.Invoke(made);
            handler = made;
        };
        try
        {
            var client = new k8s.Kubernetes(configuration);
            DemandName(handler!.SslOptions, configuration);
            return new KubernetesApi(client, new HttpMessageInvoker(handler, disposeHandler: true), configuration, target.Context, patience);
        }
        catch (Exception e)
        {
            // The constructor reads certificates and keys; what isn't PEM or doesn't belong together fails here, in many types.
            throw KubeconfigProblems.Invalid(target.Context, "certificate or key of its user can't be read, or don't belong together.", e);
        }
    }

    /// <summary>The pods that the selector matches, ready or not, in the order of their ordinals.</summary>
    public async Task<IReadOnlyList<Pod>> ListPodsAsync(string space, string selector, CancellationToken cancellationToken)
    {
        var pods = await AskAsync(
            new Question("list", "pods", space, null), token => _client.CoreV1.ListNamespacedPodAsync(space, labelSelector: selector, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        return [.. pods.Items.Select(PodReader.Read).OrderBy(pod => pod.Name.Length).ThenBy(pod => pod.Name, StringComparer.Ordinal)];
    }

    /// <summary>The zone of a Kubernetes node; null where its labels name none.</summary>
    public async Task<string?> ReadZoneAsync(string node, CancellationToken cancellationToken)
    {
        var read = await AskAsync(new Question("get", "nodes", null, node), token => _client.CoreV1.ReadNodeAsync(node, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        return read.Metadata.Labels is { } labels ? ZoneLabels.Select(label => labels.TryGetValue(label, out var zone) ? zone : null).FirstOrDefault(zone => zone is not null) : null;
    }

    /// <summary>A secret's keys and values.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadSecretAsync(string space, string name, CancellationToken cancellationToken)
    {
        var secret = await AskAsync(
            new Question("get", "secrets", space, name), token => _client.CoreV1.ReadNamespacedSecretAsync(name, space, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        return (secret.Data ?? new Dictionary<string, byte[]>()).AsReadOnly();
    }

    /// <summary>Opens a TCP connection to a port in a pod. It opens also where nothing listens there: that shows at the first read, as a <see cref="ProblemException"/>.</summary>
    public async Task<Stream> ForwardAsync(string space, string pod, int port, CancellationToken cancellationToken)
    {
        var question = new Question("create", ForwardResource, space, pod);
        try
        {
            var socket = await AskAsync(
                question, token => _client.WebSocketNamespacedPodPortForwardAsync(pod, space, [port], ForwardProtocol, cancellationToken: token), cancellationToken).ConfigureAwait(false);
            return new PortForwardStream(socket, text => ForwardProblems.FarEnd(pod, port, text));
        }
        catch (ProblemException e) when (e.InnerException is ForwardRefusedException { Status: System.Net.HttpStatusCode.Forbidden })
        {
            throw await FindMissingVerbAsync(question, e, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _invoker.Dispose();
    }

    /// <summary>With a private authority the library's validation looks at the chain alone: any certificate of that authority, a kubelet's say, would do for the API server.</summary>
    private static void DemandName(SslClientAuthenticationOptions tls, KubernetesClientConfiguration configuration)
    {
        if (!configuration.SkipTlsVerify && tls.RemoteCertificateValidationCallback is { } validate)
        {
            tls.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && validate(sender, certificate, chain, errors);
        }
    }

    /// <summary>A refused WebSocket says nothing about why. Versions differ in whether they want <c>get</c>, <c>create</c> or both, so that both are asked for.</summary>
    private async Task<ProblemException> FindMissingVerbAsync(Question question, ProblemException refused, CancellationToken cancellationToken)
    {
        var verbs = new[] { "get", "create" };
        var allowed = await Task.WhenAll(verbs.Select(verb => MayAsync(verb, question, cancellationToken))).ConfigureAwait(false);
        var missing = verbs.Where((_, index) => !allowed[index]).ToList();
        return missing.Count == 0 ? refused : _problems.Forbidden(question, missing, null, refused.InnerException);
    }

    private async Task<bool> MayAsync(string verb, Question question, CancellationToken cancellationToken)
    {
        var parts = question.Resource.Split('/');
        var review = new V1SelfSubjectAccessReview
        {
            Spec = new V1SelfSubjectAccessReviewSpec
            {
                ResourceAttributes = new V1ResourceAttributes { Verb = verb, Resource = parts[0], Subresource = parts[1], NamespaceProperty = question.Space },
            },
        };
        var answer = await AskAsync(
            new Question("create", "selfsubjectaccessreviews", null, null),
            token => _client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        return answer.Status.Allowed;
    }

    private async Task<T> AskAsync<T>(Question question, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_patience);
        try
        {
            return await ask(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            throw _problems.Silent(question, _patience);
        }
        catch (Exception e) when (RequestProblems.IsRequestFailure(e))
        {
            throw await _problems.FromAsync(question, e, cancellationToken).ConfigureAwait(false);
        }
    }
}
