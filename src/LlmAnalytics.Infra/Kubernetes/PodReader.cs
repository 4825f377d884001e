using k8s.Models;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>Reads what is of interest out of the API's pod.</summary>
internal static class PodReader
{
    private const int DefaultPort = 6379;

    // Of the manifests in use: plain ones, Bitnami's chart, operators.
    private static readonly string[] PortNames = ["redis", "tcp-redis", "client", "redis-client"];

    public static Pod Read(V1Pod pod)
    {
        var ports = (pod.Spec?.Containers ?? []).SelectMany(container => (container.Ports ?? []).Select(port => (Container: container, Port: port))).ToList();
        var named = PortNames.Select(name => ports.FirstOrDefault(entry => entry.Port.Name == name)).FirstOrDefault(entry => entry.Port is not null);
        var chosen = named.Port is not null ? named : ports.FirstOrDefault(entry => entry.Port.ContainerPort == DefaultPort);
        var container = chosen.Container ?? (pod.Spec?.Containers is [var only] ? only : null);
        return new Pod(
            pod.Metadata.Name, NullIfEmpty(pod.Status?.PodIP), chosen.Port?.ContainerPort ?? DefaultPort, NullIfEmpty(pod.Spec?.NodeName),
            NullIfEmpty(pod.Spec?.Subdomain), PodReadiness.WhyNot(pod), MemoryLimit(container));
    }

    private static long? MemoryLimit(V1Container? container) =>
        container?.Resources?.Limits is { } limits && limits.TryGetValue("memory", out var limit) ? limit.ToInt64() : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
