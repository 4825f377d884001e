using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Configuration;

/// <summary>A request with environment and defaults filled in.</summary>
/// <param name="Places">The nodes whose addresses were given; null where Kubernetes is to name them.</param>
/// <param name="Access">Who one is to them. Whoever takes it disposes it.</param>
internal sealed record RedisSettings(IReadOnlyList<NodePlace>? Places, NodeAccess Access);
