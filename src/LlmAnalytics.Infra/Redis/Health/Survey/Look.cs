using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>A node's view of the cluster at one moment. A part is null where it couldn't be had.</summary>
internal sealed record Look
{
    public InfoText? ClusterInfo { get; init; }

    public IReadOnlyList<NodeLine>? Nodes { get; init; }

    public NodeRole? Role { get; init; }

    /// <summary>The node itself, in its own view.</summary>
    public NodeLine? Myself => Nodes?.FirstOrDefault(line => line.IsMyself);
}
