namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>Where a node is, as its source knows it.</summary>
/// <param name="Host">The host name or address, for a pod its IP; IPv6 addresses without brackets.</param>
/// <param name="Port">The port of clients.</param>
internal sealed record NodePlace(string Host, int Port)
{
    /// <summary>The address as <c>host:port</c>, the name of the node everywhere.</summary>
    public string Address => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>The pod; null outside Kubernetes.</summary>
    public string? Pod { get; init; }

    /// <summary>The Kubernetes node that the pod runs on.</summary>
    public string? KubernetesNode { get; init; }

    /// <summary>The zone of that node; null where it isn't known.</summary>
    public string? Zone { get; init; }

    /// <summary>Why the pod isn't ready; null where it is, and outside Kubernetes.</summary>
    public string? NotReady { get; init; }

    /// <summary>The memory limit of the pod's container in bytes; null where there is none.</summary>
    public long? MemoryLimitBytes { get; init; }

    public override string ToString() => Pod is null ? Address : $"{Pod} ({Address})";
}
