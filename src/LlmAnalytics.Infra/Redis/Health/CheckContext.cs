using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Health;

/// <summary>What a check judges by.</summary>
/// <param name="Survey">Everything that was gathered.</param>
/// <param name="Query">The thresholds.</param>
/// <param name="Picture">The cluster at the first look.</param>
/// <param name="Later">The cluster at the second look; null where there was one look.</param>
internal sealed record CheckContext(ClusterSurvey Survey, RedisHealthQuery Query, Picture Picture, Picture? Later)
{
    /// <summary>The cluster as it was last seen: what is judged where a moment doesn't matter.</summary>
    public Picture Last => Later ?? Picture;

    /// <summary>Whether the nodes are no cluster yet: none of them knows another one, or has a slot.</summary>
    public bool IsNone { get; } = Picture.Members.Count > 0 && Picture.Members.Concat(Picture.Outsiders).All(node => Picture.LinesOf(node) is [{ IsMyself: true, SlotCount: 0 }]);

    /// <summary>The nodes of the cluster whose answers count: those that answer, without nodes of other clusters.</summary>
    public IReadOnlyList<NodeSurvey> Nodes => IsNone ? Asked : Insiders;

    private IReadOnlyList<NodeSurvey> Asked { get; } = [.. Survey.Answering.Where(node => !node.IsLoading)];

    private IReadOnlyList<NodeSurvey> Insiders { get; } = [.. Survey.Answering.Where(node => !node.IsLoading).Except(Picture.Outsiders)];

    /// <summary>Those of <see cref="Nodes"/> that are masters.</summary>
    public IEnumerable<NodeSurvey> Masters => Nodes.Where(node => Last.LookOf(node)?.Myself is { IsMaster: true });

    /// <summary>Those of <see cref="Nodes"/> that are replicas.</summary>
    public IEnumerable<NodeSurvey> Replicas => Nodes.Where(node => Last.LookOf(node)?.Myself is { IsReplica: true });

    /// <summary>
    /// Masters with slots that were asked and gave no answer, whatever the others believe of them: they notice only after cluster-node-timeout, and Garnet's nodes never.
    /// A node that refused our password serves others all the same.
    /// </summary>
    public IReadOnlyList<NodeLine> SilentOwners => [.. Last.Owners.Where(IsSilent)];

    /// <summary>Whether the node was asked, and its connection failed or no answer came.</summary>
    public bool IsSilent(NodeLine line) => Survey.Nodes.Any(node => !node.Answers && node.Place.Address == line.Address
        && node.Failure?.Category is not (ProblemCategory.AuthenticationError or ProblemCategory.PermissionDenied));

    /// <summary>Where a node is, also of one that was asked and doesn't answer; null where the others alone know of it.</summary>
    public NodePlace? PlaceOf(NodeLine line) => Last.Find(line.Id)?.Place ?? Survey.Nodes.FirstOrDefault(node => !node.Answers && node.Place.Address == line.Address)?.Place;

    public static CheckContext Of(ClusterSurvey survey, RedisHealthQuery query) => new(
        survey, query, new Picture(survey, node => node.First), survey.LookedAgainAfter is null ? null : new Picture(survey, node => node.Later ?? node.First));
}
