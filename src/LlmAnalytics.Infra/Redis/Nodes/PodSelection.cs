using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kubernetes;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>Which of the pods that a selector matches are the cluster's. Labels are often those of a chart, and match each cluster that was installed from it.</summary>
internal static class PodSelection
{
    /// <summary>The service where none is given.</summary>
    public const string DefaultService = "redis-cluster";

    /// <summary>The pods of one service: the one given, else the usual one, else the only one.</summary>
    /// <param name="pods">What the selector matches.</param>
    /// <param name="service">The service given; null for none.</param>
    /// <param name="space">The namespace, for messages.</param>
    /// <param name="selector">The selector, for messages.</param>
    /// <exception cref="ProblemException">There are none, or those of several services.</exception>
    public static IReadOnlyList<Pod> Choose(IReadOnlyList<Pod> pods, string? service, string space, string selector)
    {
        if (pods.Count == 0)
        {
            throw NotFound(
                $"No pod in namespace '{space}' matches the selector '{selector}'.", space,
                "Check -Namespace (one that doesn't exist has no pods either) and -Selector: kubectl get pods --show-labels.");
        }

        var services = pods.Select(pod => pod.Service).Distinct().ToList();
        var wanted = service ?? (services.Contains(DefaultService) ? DefaultService : services is [var only] ? only : throw Ambiguous(services, space, selector));
        var chosen = pods.Where(pod => pod.Service == wanted).ToList();
        return chosen.Count > 0
            ? chosen
            : throw NotFound(
                $"No pod in namespace '{space}' that matches the selector '{selector}' belongs to the service '{wanted}'; they belong to {Names(services)}.", wanted,
                "Give the StatefulSet's headless service by -ServiceName.");
    }

    public static ProblemException Gone(string pod, string space, Exception cause) => new(
        new Problem(ErrorIds.KubernetesPodsNotFound, ProblemCategory.ObjectNotFound, $"There is no pod '{pod}' in namespace '{space}' any more.", pod, "Wait until its StatefulSet has made it again."), cause);

    private static ProblemException Ambiguous(List<string?> services, string space, string selector) => NotFound(
        $"The pods in namespace '{space}' that match the selector '{selector}' belong to several services, {Names(services)}: they are no one cluster.", space, "Give the cluster's headless service by -ServiceName.");

    private static ProblemException NotFound(string message, string? target, string action) =>
        new(new Problem(ErrorIds.KubernetesPodsNotFound, ProblemCategory.ObjectNotFound, message, target, action));

    private static string Names(IEnumerable<string?> services) => string.Join(", ", services.Select(name => name is null ? "none" : $"'{name}'"));
}
