namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>A pod of the StatefulSet, as far as one needs it to reach the server in it.</summary>
/// <param name="Name">The pod's name.</param>
/// <param name="Ip">Its address in the pod network; null where it has none yet.</param>
/// <param name="Port">The port of the server.</param>
/// <param name="Node">The Kubernetes node it runs on; null where it isn't scheduled.</param>
/// <param name="Service">The headless service that it belongs to (its subdomain); null for none.</param>
/// <param name="NotReady">Why it isn't ready; null where it is.</param>
/// <param name="MemoryLimitBytes">The memory limit of the server's container; null for none.</param>
internal sealed record Pod(string Name, string? Ip, int Port, string? Node, string? Service, string? NotReady, long? MemoryLimitBytes);
