using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Whether each master has an epoch of its own, by which the nodes tell the newer of two claims.</summary>
internal static class Epochs
{
    /// <summary>The masters with slots that share an epoch, by epoch.</summary>
    public static IReadOnlyList<(long Epoch, IReadOnlyList<string> Ids)> Collisions(Picture picture) =>
        [.. picture.Owners.GroupBy(line => line.ConfigEpoch).Where(group => group.Count() > 1).Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Select(line => line.Id)]))];

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = RedisChecks.ConfigEpochs;
        var findings = Collisions(context.Last).Select(collision =>
        {
            var isLasting = context.Later is not null && Collisions(context.Picture).Any(before => before.Epoch == collision.Epoch);
            var names = Join(collision.Ids.Select(context.Last.NameOf));
            return Failed(name, isLasting ? Critical : Warning, $"epoch {collision.Epoch} of {Count(collision.Ids.Count, "master")}", "one each",
                $"{Count(collision.Ids.Count, "master")} have the epoch {collision.Epoch}: {names}. {(isLasting ? "They don't settle it, so" : "Until they settle it,")} two claims to a slot can't be told apart.", names,
                $"{Conclusion.Cli(context.Last.PlaceOf(collision.Ids[0]))} CLUSTER BUMPEPOCH");
        }).ToList();
        return Conclusion.Draw(context, name, Critical, Parts.ClusterNodes, context.Nodes.Where(node => context.Last.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Critical, "one each", "one each", "Each master has a configuration epoch of its own."));
    }
}
