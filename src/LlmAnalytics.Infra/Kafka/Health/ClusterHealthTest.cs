using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Health.Checks;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>Surveys the cluster, runs the checks, and sums them up.</summary>
internal sealed class ClusterHealthTest(ClusterClient cluster, RoundTripCheck roundTrip, HealthQuery query, IOperation operation)
{
    private static readonly (string Name, Func<CheckContext, IEnumerable<HealthCheck>> Run)[] Checks =
    [
        (HealthChecks.BrokerReachable, BrokerChecks.Reachable),
        (HealthChecks.BrokerCount, BrokerChecks.Number),
        (HealthChecks.Racks, BrokerChecks.Racks),
        (HealthChecks.Quorum, QuorumCheck.Run),
        (HealthChecks.Metadata, MetadataCheck.Run),
        (HealthChecks.ExpectedTopics, TopicChecks.Expected),
        (HealthChecks.TopicDrift, TopicChecks.Drift),
        (HealthChecks.OfflinePartitions, PartitionChecks.Offline),
        (HealthChecks.UnderMinIsr, PartitionChecks.UnderMinIsr),
        (HealthChecks.AtMinIsr, PartitionChecks.AtMinIsr),
        (HealthChecks.UnderReplicated, PartitionChecks.UnderReplicated),
        (HealthChecks.Reassignments, PartitionChecks.Reassignments),
        (HealthChecks.PreferredLeaders, PartitionChecks.PreferredLeaders),
        (HealthChecks.Balance, BalanceCheck.Run),
        (HealthChecks.LogDirectories, LogDirectoryCheck.Run),
        (HealthChecks.BrokerDefaults, BrokerChecks.Defaults),
        (HealthChecks.InternalTopics, TopicChecks.Internal),
        (HealthChecks.ConsumerLag, LagCheck.Run),
    ];

    public async Task<KafkaClusterHealth> RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        ClusterSurvey survey;
        try
        {
            survey = await new Surveyor(cluster, query.Patience, operation)
                .RunAsync(NeedsConfigs, IsWanted(HealthChecks.LogDirectories), IsWanted(HealthChecks.ConsumerLag), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (SurveyFailure.Find(e) is not null)
        {
            return Unreachable(SurveyFailure.Find(e)!, query, Stopwatch.GetElapsedTime(startedAt));
        }

        operation.Progress("Judging", 85);
        var health = Judge(survey, query);
        if (IsWanted(HealthChecks.RoundTrip))
        {
            operation.Progress("Passing a record through the cluster", 90);
            health = With(health, await roundTrip.RunAsync(survey, operation, cancellationToken).ConfigureAwait(false));
        }

        return health with { DurationMs = (int)Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds };
    }

    /// <summary>The verdict on what was gathered, by the checks that are wanted, the round trip apart.</summary>
    public static KafkaClusterHealth Judge(ClusterSurvey survey, HealthQuery query)
    {
        var context = new CheckContext(survey, query, new PartitionSummary(survey));
        List<HealthCheck> checks = [.. Checks.Where(check => IsWanted(check.Name, query)).SelectMany(check => check.Run(context))];
        checks.AddRange(query.Skip.Select(Skipped));
        var minimumsKnown = survey.TopicConfigs.Value is not null && context.Partitions.WithoutMinimum.Count == 0;
        return With(new KafkaClusterHealth
        {
            Status = "Healthy",
            ClusterId = survey.ClusterId,
            ControllerId = survey.ControllerId,
            BrokerCount = survey.Answering.Count(),
            TopicCount = survey.Topics.Count,
            LlmTopicCount = survey.Topics.Count(topic => TopicCatalog.Default.Contains(topic.Name!)),
            UnderReplicatedPartitions = context.Partitions.UnderReplicated.Count,
            OfflinePartitions = context.Partitions.Offline.Count,
            UnderMinIsrPartitions = minimumsKnown ? context.Partitions.UnderMinIsr.Count : null,
            AtMinIsrPartitions = minimumsKnown ? context.Partitions.AtMinIsr.Count : null,
            Checks = [],
        }, [.. checks]);
    }

    /// <summary>The verdict on a cluster of which no broker can be reached.</summary>
    public static KafkaClusterHealth Unreachable(Problem problem, HealthQuery query, TimeSpan duration) => With(
        new KafkaClusterHealth { Status = "Unhealthy", DurationMs = (int)duration.TotalMilliseconds, Checks = [] },
        [
            Failed(HealthChecks.BrokerReachable, Critical, problem.ErrorId, "a broker that answers", problem.Message, problem.Target, problem.RecommendedAction),
            .. HealthChecks.All.Where(name => name is not (HealthChecks.BrokerReachable or HealthChecks.RoundTrip) && IsWanted(name, query))
                .Select(name => Unknown(name, Warning, null, "Couldn't be looked at: no broker can be used.", null, problem.RecommendedAction)),
            .. query.Skip.Except([HealthChecks.BrokerReachable]).Select(Skipped),
        ]);

    private bool NeedsConfigs => IsWanted(HealthChecks.TopicDrift) || IsWanted(HealthChecks.UnderMinIsr) || IsWanted(HealthChecks.AtMinIsr);

    private bool IsWanted(string name) => IsWanted(name, query);

    private static bool IsWanted(string name, HealthQuery query) =>
        !query.Skip.Contains(name)
        && (name == HealthChecks.RoundTrip
            ? query.IncludeRoundTrip || query.Include.Contains(name)
            : query.Include.Count == 0 || query.Include.Contains(name));

    /// <summary>Adds checks, and the verdict that they all lead to.</summary>
    private static KafkaClusterHealth With(KafkaClusterHealth health, params HealthCheck[] checks)
    {
        List<HealthCheck> all = [.. health.Checks.Concat(checks).OrderBy(check => IndexOf(check.Name))];
        return health with { Status = Verdict(all), Checks = all };
    }

    private static int IndexOf(string name) => HealthChecks.All.ToList().IndexOf(name);
}
