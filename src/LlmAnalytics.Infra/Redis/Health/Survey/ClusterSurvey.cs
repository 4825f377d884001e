namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>Everything that was gathered about a cluster, for the checks to judge.</summary>
internal sealed class ClusterSurvey
{
    /// <summary>The nodes that were found, and those that they know and that can be reached.</summary>
    public required IReadOnlyList<NodeSurvey> Nodes { get; init; }

    /// <summary>Between the first look and the later one; null where there was one look.</summary>
    public TimeSpan? LookedAgainAfter { get; init; }

    /// <summary>Between the two samples; null where there was one.</summary>
    public TimeSpan? SampledFor { get; init; }

    /// <summary>Nodes that answered.</summary>
    public IEnumerable<NodeSurvey> Answering => Nodes.Where(node => node.Answers);
}
