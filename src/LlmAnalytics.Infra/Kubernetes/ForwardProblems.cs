using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>What goes wrong behind a port-forward that the API server accepted.</summary>
internal static class ForwardProblems
{
    /// <summary>What the error channel says, which container runtimes word differently.</summary>
    public static ProblemException FarEnd(string pod, int port, string text)
    {
        var nothingListens = text.Contains("refused", StringComparison.OrdinalIgnoreCase) || text.Contains("failed to dial", StringComparison.OrdinalIgnoreCase);
        return new ProblemException(nothingListens
            ? new Problem(ErrorIds.RedisConnectionRefused, ProblemCategory.ConnectionError, $"Nothing listens on port {port} in the pod '{pod}': {text}", pod,
                "Look into the pod's log for why the server doesn't run, and check its port.")
            : new Problem(ErrorIds.RedisConnectionClosed, ProblemCategory.ConnectionError, $"The port-forward to port {port} in the pod '{pod}' ended: {text}", pod,
                "Look at the pod's events and at the kubelet's log of its node."));
    }
}
