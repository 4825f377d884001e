namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>What a source can say of itself without a request. The properties of <see cref="RedisConnection"/> say what each is.</summary>
/// <param name="Source"><c>Nodes</c> or <c>Kubernetes</c>.</param>
/// <param name="Target">The addresses, or <c>namespace/service</c>.</param>
/// <param name="Context">The kubeconfig's context; null without Kubernetes.</param>
/// <param name="Selector">The label selector of the pods; null without Kubernetes.</param>
/// <param name="Transport"><c>Direct</c> or <c>PortForward</c>; null where it is not chosen yet.</param>
internal sealed record SourceDescription(string Source, string Target, string? Context = null, string? Selector = null, string? Transport = null);
