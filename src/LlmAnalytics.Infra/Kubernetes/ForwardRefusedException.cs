using System.Net;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>The API server answered the request for a port-forward with something else than a WebSocket.</summary>
internal sealed class ForwardRefusedException(HttpStatusCode status, Exception cause) : Exception($"The API server answered {(int)status}.", cause)
{
    public HttpStatusCode Status { get; } = status;
}
