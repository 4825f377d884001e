using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Topology;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Masters with their replicas: how many, where, and what each carries.</summary>
internal static class ShardChecks
{
    private const int KeySkewPercent = 25;
    private const long KeysThatMatter = 10_000;
    private const long BytesThatMatter = 100 * 1024 * 1024;

    public static IEnumerable<HealthCheck> Replicas(CheckContext context)
    {
        const string name = RedisChecks.Replicas;
        var (picture, wanted) = (context.Last, context.Query.ReplicasPerMaster);
        var expected = $"{Count(wanted, "replica")} each";
        var owners = picture.Owners.Where(line => !line.IsFailed).Select(line => (Name: picture.NameOf(line.Id), line.Address, Replicas: picture.Replicas.Count(replica => replica.MasterId == line.Id && IsServing(context, replica)))).ToList();
        var (alone, few) = (owners.Where(owner => owner.Replicas == 0 && wanted > 0).ToList(), owners.Where(owner => owner.Replicas > 0 && owner.Replicas < wanted).ToList());
        var findings = new List<HealthCheck>();
        if (alone.Count > 0)
        {
            findings.Add(Failed(name, alone.Count == owners.Count ? Critical : Warning, "none", expected,
                alone.Count == owners.Count ? "No master has a replica that works: the next failure stops the cluster." : $"Masters without a replica that works: {Join(alone.Select(owner => owner.Name))}.",
                Join(alone.Select(owner => owner.Name)), $"Start the replicas that are missing, or add one: redis-cli --cluster add-node <host:port> {alone[0].Address} --cluster-slave"));
        }

        if (few.Count > 0)
        {
            findings.Add(Failed(name, Warning, $"{few.Min(owner => owner.Replicas)}", expected, $"Masters with fewer replicas than wanted: {Join(few.Select(owner => owner.Name))}.", Join(few.Select(owner => owner.Name)),
                "Start the replicas that are missing; -ReplicasPerMaster says how many are wanted."));
        }

        return Conclusion.Draw(context, name, Critical, Parts.ClusterNodes, context.Nodes.Where(node => picture.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Critical, $"{Count(owners.Count, "master")}, at least {owners.Select(owner => owner.Replicas).DefaultIfEmpty().Min()} each", expected, $"Each of {Count(owners.Count, "master")} has {expected[..^5]} or more."));
    }

    public static IEnumerable<HealthCheck> Empty(CheckContext context)
    {
        const string name = RedisChecks.EmptyMasters;
        var picture = context.Last;
        // Where no master has slots there is no cluster to speak of; SlotCoverage says so.
        var empty = picture.Owners.Any() ? picture.Masters.Where(line => line.SlotCount == 0).Select(line => picture.NameOf(line.Id)).ToList() : [];
        List<HealthCheck> findings = empty.Count == 0 ? [] :
        [
            Failed(name, Warning, Count(empty.Count, "master"), "none", $"Masters without slots, which do nothing: {Join(empty)}.", Join(empty),
                $"Give it slots: redis-cli --cluster rebalance {picture.Members[0].Place.Address} --cluster-use-empty-masters; or make it a replica: CLUSTER REPLICATE <a master's id>"),
        ];
        return Conclusion.Draw(context, name, Warning, Parts.ClusterNodes, context.Nodes.Where(node => picture.LookOf(node)?.Nodes is null), findings, () => Passed(name, Warning, "none", "none", "Each master has slots."));
    }

    public static IEnumerable<HealthCheck> Balance(CheckContext context)
    {
        const string name = RedisChecks.Balance;
        var (picture, limit) = (context.Last, context.Query.MaxSkewPercent);
        var masters = context.Masters.Where(node => picture.LookOf(node)!.Myself!.SlotCount > 0).ToList();
        HealthCheck?[] findings =
        [
            Skew("slots", [.. picture.Owners.Where(line => !line.IsFailed).Select(line => (picture.NameOf(line.Id), (double)line.SlotCount))], limit, 1, "--cluster rebalance"),
            Skew("keys", [.. masters.Select(node => (node.ToString(), (double)(node.Info?.PartLong("db0", "keys") ?? 0)))], KeySkewPercent, KeysThatMatter, "--cluster rebalance, weights given"),
            Skew("bytes of memory", [.. masters.Select(node => (node.ToString(), (double)(node.Info?.Long("used_memory") ?? 0)))], KeySkewPercent, BytesThatMatter, "--cluster rebalance, weights given; BigKeys"),
        ];
        return Conclusion.Draw(context, name, Warning, Parts.Info, masters.Where(node => node.Info is null), [.. findings.OfType<HealthCheck>()],
            () => Passed(name, Warning, "even", $"slots within {limit} %", "Slots, keys and memory are spread evenly over the masters."));

        HealthCheck? Skew(string what, List<(string Name, double Figure)> figures, int percent, long matters, string remedy)
        {
            var mean = figures.Select(item => item.Figure).DefaultIfEmpty().Average();
            var uneven = mean < matters ? [] : figures.Where(item => Math.Abs(item.Figure - mean) > mean * percent / 100).ToList();
            return uneven.Count == 0 ? null : Failed(name, Warning, FormattableString.Invariant($"{figures.Min(item => item.Figure):0} to {figures.Max(item => item.Figure):0} {what}"),
                $"within {percent} % of {mean:0}", $"Masters differ in {what}: {Join(uneven.Select(item => FormattableString.Invariant($"{item.Name} {item.Figure:0}")))}.", Join(uneven.Select(item => item.Name)),
                $"redis-cli {remedy} {picture.Members[0].Place.Address}");
        }
    }

    /// <summary>Whether a replica could take over: the cluster doesn't doubt it, and it can be reached, or refused us alone.</summary>
    private static bool IsServing(CheckContext context, NodeLine replica) =>
        !context.Last.ViewsOf(replica.Id).Any(view => view.Line.IsSuspect || view.Line.IsFailed)
        && !context.IsSilent(replica);
}
