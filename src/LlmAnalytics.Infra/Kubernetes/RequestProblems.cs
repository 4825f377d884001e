using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>Failures of requests in the words of the person who has to mend them.</summary>
/// <param name="configuration">The client's configuration: the server, and the account that it was refused with.</param>
/// <param name="context">The kubeconfig's context, for messages.</param>
internal sealed class RequestProblems(KubernetesClientConfiguration configuration, string context)
{
    private readonly Uri _server = new(configuration.Host);

    private string Server => $"The API server {_server.GetLeftPart(UriPartial.Authority)} (context '{context}')";

    /// <summary>Whether an exception is the network's or the server's answer rather than a defect.</summary>
    public static bool IsRequestFailure(Exception failure) =>
        failure is HttpRequestException or HttpOperationException or WebSocketException or ForwardRefusedException or IOException or JsonException or SocketException or AuthenticationException;

    public ProblemException Silent(Question question, TimeSpan patience) => Unreachable(
        ProblemCategory.OperationTimeout, $"{Server} did not answer within {patience.TotalSeconds:0.#} s when asked to {question}.", "Check whether the API server is overloaded and whether a firewall drops its traffic.", null);

    /// <summary>The problem behind a failure for which <see cref="IsRequestFailure"/> holds.</summary>
    public async Task<ProblemException> FromAsync(Question question, Exception failure, CancellationToken cancellationToken)
    {
        switch (failure)
        {
            case HttpOperationException { Response: { } response }:
                return FromStatus(question, response.StatusCode, Message(response.Content), failure);
            case ForwardRefusedException refused:
                return FromStatus(question, refused.Status, null, failure);
            case JsonException:
                return ServerError($"{Server} answered {question} with something that is no Kubernetes object.", failure);
        }

        var causes = Causes(failure).ToList();
        if (causes.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
        {
            var why = await ServerCertificate.FindFaultAsync(_server, string.IsNullOrEmpty(configuration.TlsServerName) ? _server.Host : configuration.TlsServerName, configuration.SslCaCerts is not null, cancellationToken).ConfigureAwait(false) ?? tls.Message;
            return new ProblemException(
                new Problem(ErrorIds.KubernetesCertificateUntrusted, ProblemCategory.AuthenticationError, $"{Server} can't be trusted: {why.TrimEnd('.')}.", _server.Authority,
                    "Give a kubeconfig with this cluster's certificate-authority, or connect by a name that the certificate holds; check this machine's clock."),
                failure);
        }

        return causes.OfType<SocketException>().FirstOrDefault() is { } socket
            ? Unreachable(ProblemCategory.ConnectionError, $"{Server} can't be reached: {Describe(socket.SocketErrorCode, socket.Message)}.", "Check the server's address in the kubeconfig, the VPN, and that the cluster runs.", failure)
            : Unreachable(ProblemCategory.ConnectionError, $"{Server} broke the connection off when asked to {question}: {causes[^1].Message.TrimEnd('.')}.", "Try again; look at the API server, and at load balancers and proxies in front of it.", failure);
    }

    /// <summary>The user lacks verbs on a resource.</summary>
    public ProblemException Forbidden(Question question, IReadOnlyList<string> verbs, string? said, Exception? cause)
    {
        var right = $"{string.Join(" and ", verbs)} {question.Resource}{(question.Space is null ? "" : $" in namespace '{question.Space}'")}";
        return new ProblemException(
            new Problem(ErrorIds.KubernetesAuthorizationFailed, ProblemCategory.PermissionDenied, $"The user of context '{context}' may not {right}{(said is null ? "" : $": {said.TrimEnd('.')}")}.", question.Resource,
                $"Have an administrator grant the verb{(verbs.Count > 1 ? "s" : "")} {string.Join(" and ", verbs)} on {question.Resource} by a {(question.Space is null ? "ClusterRole" : "Role")}."),
            cause);
    }

    private ProblemException FromStatus(Question question, HttpStatusCode status, string? said, Exception failure) => status switch
    {
        HttpStatusCode.Unauthorized => Unauthorized(failure),
        HttpStatusCode.Forbidden => Forbidden(question, [question.Verb], said, failure),
        HttpStatusCode.NotFound => new ProblemException(
            new Problem(
                question.Resource == "secrets" ? ErrorIds.KubernetesSecretNotFound : ErrorIds.KubernetesPodsNotFound, ProblemCategory.ObjectNotFound,
                $"There is no {question.Resource.Split('/')[0].TrimEnd('s')} '{question.Name}'{(question.Space is null ? "" : $" in namespace '{question.Space}'")}.", question.Name,
                "Check the name and the namespace."),
            failure),
        _ => ServerError($"{Server} answered {question} with {(int)status}{(said is null ? "" : $": {said.TrimEnd('.')}")}.", failure),
    };

    private ProblemException Unauthorized(Exception failure)
    {
        var (why, action) = AccountDiagnosis.WhyRefused(configuration);
        return new ProblemException(
            new Problem(ErrorIds.KubernetesAuthenticationFailed, ProblemCategory.AuthenticationError, $"{Server} does not accept the user: {why}.", context, action), failure);
    }

    private ProblemException ServerError(string message, Exception failure) => new(
        new Problem(ErrorIds.KubernetesServerError, ProblemCategory.InvalidResult, message, _server.Authority, "Try again; look into the API server's log, and at proxies in front of it."), failure);

    private ProblemException Unreachable(ProblemCategory category, string message, string action, Exception? failure) =>
        new(new Problem(ErrorIds.KubernetesUnreachable, category, message, _server.Authority, action), failure);

    // The body is a Status object where the API server itself answers, and anything where a proxy does.
    private static string? Message(string? content)
    {
        if (string.IsNullOrWhiteSpace(content))
        {
            return null;
        }

        try
        {
            return KubernetesJson.Deserialize<V1Status>(content)?.Message;
        }
        catch (JsonException)
        {
            return content.Length <= 200 ? content.Trim() : $"{content[..200].Trim()}...";
        }
    }

    private static string Describe(SocketError error, string message) => error switch
    {
        SocketError.ConnectionRefused => "nothing listens there",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its host name can't be resolved",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the network has no way to it",
        SocketError.TimedOut => "the connection attempt was not answered",
        SocketError.ConnectionReset => "the connection was reset",
        _ => message.TrimEnd('.'),
    };

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
