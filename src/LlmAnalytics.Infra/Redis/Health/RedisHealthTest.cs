using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Checks;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health;

/// <summary>Surveys the nodes, runs the checks, and sums them up.</summary>
internal sealed class RedisHealthTest(NodePool pool, RedisHealthQuery query, IOperation operation)
{
    private static readonly (string Name, Func<CheckContext, IEnumerable<HealthCheck>> Run)[] Checks =
    [
        (RedisChecks.NodeReachable, ReachChecks.Reachable),
        (RedisChecks.Loading, ReachChecks.Loading),
        (RedisChecks.ClusterState, StateChecks.State),
        (RedisChecks.SlotCoverage, StateChecks.Coverage),
        (RedisChecks.SlotOwners, StateChecks.SlotOwners),
        (RedisChecks.OpenSlots, OpenSlots.Run),
        (RedisChecks.SlotMigrations, MigrationCheck.Run),
        (RedisChecks.Views, ViewDifferences.Run),
        (RedisChecks.ConfigEpochs, Epochs.Run),
        (RedisChecks.NodeFlags, NodeFlagsCheck.Run),
        (RedisChecks.ForeignNodes, IdentityChecks.Foreign),
        (RedisChecks.Addresses, IdentityChecks.Addresses),
        (RedisChecks.Roles, RoleChecks.Run),
        (RedisChecks.BusLinks, BusLinkCheck.Run),
        (RedisChecks.Replicas, ShardChecks.Replicas),
        (RedisChecks.EmptyMasters, ShardChecks.Empty),
        (RedisChecks.Placement, PlacementCheck.Run),
        (RedisChecks.ReplicationLink, ReplicationChecks.Link),
        (RedisChecks.ReplicationLag, ReplicationChecks.Lag),
        (RedisChecks.FullSyncs, ReplicationChecks.FullSyncs),
        (RedisChecks.ReplicationBacklog, ReplicationChecks.Backlog),
        (RedisChecks.Authentication, AuthenticationCheck.Run),
        (RedisChecks.Memory, MemoryChecks.Usage),
        (RedisChecks.MemoryLimit, MemoryChecks.Limit),
        (RedisChecks.Fragmentation, MemoryChecks.Fragmentation),
        (RedisChecks.Evictions, MemoryChecks.Evictions),
        (RedisChecks.Clients, LoadChecks.Clients),
        (RedisChecks.Persistence, LoadChecks.Persistence),
        (RedisChecks.Stalls, LoadChecks.Stalls),
        (RedisChecks.Latency, ReachChecks.Latency),
        (RedisChecks.SlowCommands, LoadChecks.SlowCommands),
        (RedisChecks.HitRate, LoadChecks.HitRate),
        (RedisChecks.Balance, ShardChecks.Balance),
        (RedisChecks.BigKeys, KeyChecks.Big),
        (RedisChecks.HotSlots, KeyChecks.Hot),
        (RedisChecks.Versions, ServerChecks.Versions),
        (RedisChecks.Configuration, ServerChecks.Configuration),
        (RedisChecks.NodeTimeout, ServerChecks.NodeTimeout),
        (RedisChecks.Restarts, ServerChecks.Restarts),
    ];

    /// <summary>The checks that look at nodes one by one, and so make sense before they are a cluster.</summary>
    private static readonly HashSet<string> OfNodes =
    [
        RedisChecks.NodeReachable, RedisChecks.Loading, RedisChecks.ClusterState, RedisChecks.Authentication, RedisChecks.Memory, RedisChecks.MemoryLimit, RedisChecks.Fragmentation,
        RedisChecks.Evictions, RedisChecks.Clients, RedisChecks.Persistence, RedisChecks.Stalls, RedisChecks.Latency, RedisChecks.SlowCommands, RedisChecks.HitRate, RedisChecks.Versions,
        RedisChecks.Configuration, RedisChecks.NodeTimeout, RedisChecks.Restarts,
    ];

    public async Task<RedisClusterHealth> RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        ClusterSurvey survey;
        try
        {
            survey = await new RedisSurveyor(pool, query, operation).RunAsync(name => IsWanted(name, query), cancellationToken).ConfigureAwait(false);
        }
        catch (ProblemException e)
        {
            return Unreachable(e.Problem, query, Stopwatch.GetElapsedTime(startedAt));
        }

        operation.Progress("Judging", 85);
        var health = Judge(survey, query);
        if (IsWanted(RedisChecks.RoundTrip, query))
        {
            operation.Progress("Passing a key through each master", 90);
            health = With(health, [.. await new RoundTripCheck(pool, CheckContext.Of(survey, query), operation).RunAsync(cancellationToken).ConfigureAwait(false)]);
        }

        return health with { DurationMs = (int)Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds };
    }

    /// <summary>The verdict on what was gathered, by the checks that are wanted, the round trip apart.</summary>
    public static RedisClusterHealth Judge(ClusterSurvey survey, RedisHealthQuery query)
    {
        var context = CheckContext.Of(survey, query);
        var picture = context.Last;
        List<HealthCheck> checks = [.. Checks.Where(check => IsWanted(check.Name, query)).SelectMany(check =>
            context.IsNone && !OfNodes.Contains(check.Name) ? [Conclusion.Left(check.Name, Warning, "the nodes are not a cluster yet.")] : check.Run(context))];
        checks.AddRange(query.Skip.Select(Skipped));
        var infos = picture.Members.Select(member => picture.LookOf(member)?.ClusterInfo).OfType<InfoText>().ToList();
        var isKnown = picture.Members.Count > 0;
        return With(
            new RedisClusterHealth
            {
                Status = "Healthy",
                ClusterState = infos.Count == 0 ? null : !context.IsNone && infos.All(info => info.Text("cluster_state") == "ok") ? "ok" : "fail",
                ClusterSize = isKnown ? picture.Owners.Count() : null,
                NodeCount = survey.Nodes.Select(node => node.Id ?? NameOf(picture, node)).Union(picture.Known.Keys).Count(),
                ReachableNodes = survey.Answering.Count(),
                MasterCount = !isKnown ? null : context.IsNone ? 0 : picture.Masters.Count(),
                ReplicaCount = isKnown ? picture.Replicas.Count() : null,
                SlotsAssigned = (int?)infos.Min(info => info.Long("cluster_slots_assigned")),
                SlotsOk = Served(context, infos),
                Checks = [],
            },
            checks);
    }

    /// <summary>The verdict on a cluster whose nodes can't even be found.</summary>
    public static RedisClusterHealth Unreachable(Problem problem, RedisHealthQuery query, TimeSpan duration) => With(
        new RedisClusterHealth { Status = "Unhealthy", DurationMs = (int)duration.TotalMilliseconds, Checks = [] },
        [
            Failed(RedisChecks.NodeReachable, Critical, problem.ErrorId, "nodes that answer", problem.Message, problem.Target, problem.RecommendedAction),
            .. RedisChecks.All.Where(name => name is not (RedisChecks.NodeReachable or RedisChecks.RoundTrip) && IsWanted(name, query))
                .Select(name => Unknown(name, Warning, null, "Couldn't be looked at: no node can be found.", null, problem.RecommendedAction)),
            .. query.Skip.Except([RedisChecks.NodeReachable]).Select(Skipped),
        ]);

    /// <summary>Slots that no node doubts, less those of masters that give us no answer.</summary>
    private static int? Served(CheckContext context, List<InfoText> infos) =>
        infos.Min(info => info.Long("cluster_slots_ok")) is { } ok ? (int)Math.Min(ok, SlotRange.Total - context.SilentOwners.Sum(line => line.SlotCount)) : null;

    /// <summary>By which a node that doesn't answer is the one that the others know: its id, where its address is known.</summary>
    private static string NameOf(Picture picture, NodeSurvey node) =>
        picture.Known.Values.FirstOrDefault(line => line.Address == node.Place.Address)?.Id ?? node.Place.Address;

    private static bool IsWanted(string name, RedisHealthQuery query) =>
        !query.Skip.Contains(name)
        && (name == RedisChecks.RoundTrip
            ? query.IncludeRoundTrip || query.Include.Contains(name)
            : query.Include.Count == 0 || query.Include.Contains(name));

    /// <summary>Adds checks, and the verdict that they all lead to.</summary>
    private static RedisClusterHealth With(RedisClusterHealth health, IReadOnlyList<HealthCheck> checks)
    {
        var order = RedisChecks.All.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
        List<HealthCheck> all = [.. health.Checks.Concat(checks).OrderBy(check => order[check.Name])];
        return health with { Status = Verdict(all), Checks = all };
    }
}
