using System.Globalization;
using k8s.Models;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>Why a pod isn't ready, in one sentence without a full stop: the first cause that explains the rest.</summary>
internal static class PodReadiness
{
    private const string True = "True";

    // The normal course of a start, of which the reason alone says all.
    private static readonly HashSet<string> Starting = ["ContainerCreating", "PodInitializing"];

    /// <summary>The reason; null for a ready pod.</summary>
    public static string? WhyNot(V1Pod pod)
    {
        var status = pod.Status;
        if (pod.Metadata.DeletionTimestamp is { } since)
        {
            return $"is being deleted since {Time(since)}";
        }

        if (status?.Phase is "Failed" or "Succeeded")
        {
            return $"has ended ({Detail(status.Phase, status.Reason, status.Message)})";
        }

        if (Condition(pod, "PodScheduled") is { Status: not True } scheduled)
        {
            return $"is not scheduled ({Detail(scheduled.Reason, scheduled.Message)})";
        }

        var stuck = (status?.InitContainerStatuses ?? []).Concat(status?.ContainerStatuses ?? []).Select(Trouble).FirstOrDefault(trouble => trouble is not null);
        if (stuck is not null)
        {
            return stuck;
        }

        var ready = Condition(pod, "Ready");
        return ready switch
        {
            null => $"has not started (phase {status?.Phase ?? "unknown"})",
            { Status: not True } => (status?.ContainerStatuses ?? []).FirstOrDefault(container => !container.Ready) is { } unready
                ? $"has a container '{unready.Name}' that does not pass its readiness probe"
                : $"is not ready ({Detail(ready.Reason ?? "condition Ready is " + ready.Status, ready.Message)})",
            _ => string.IsNullOrEmpty(status?.PodIP) ? "has no address yet" : null,
        };
    }

    private static V1PodCondition? Condition(V1Pod pod, string type) => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    private static string? Trouble(V1ContainerStatus container)
    {
        if (container.State?.Waiting is { } waiting)
        {
            var before = container.LastState?.Terminated is { } last ? $"; before, it {Ended(last)}" : "";
            return Starting.Contains(waiting.Reason ?? "")
                ? $"is starting ({waiting.Reason})"
                : $"has a container '{container.Name}' that waits ({Detail(waiting.Reason, waiting.Message)}){before}";
        }

        // An init container ends when it is done; any other has no business to.
        return container.State?.Terminated is { } terminated && (terminated.ExitCode != 0 || !container.Ready) ? $"has a container '{container.Name}' that {Ended(terminated)}" : null;
    }

    private static string Ended(V1ContainerStateTerminated terminated) => $"ended with exit code {terminated.ExitCode} ({Detail(terminated.Reason ?? "no reason given", terminated.Message)})";

    private static string Detail(params string?[] parts) => string.Join(": ", parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part!.Trim().TrimEnd('.')).DefaultIfEmpty("no reason given"));

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
