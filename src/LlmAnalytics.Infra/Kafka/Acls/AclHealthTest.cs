using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Reads all ACLs, runs the checks, and sums them up.</summary>
internal sealed class AclHealthTest(ClusterClient cluster, AclHealthQuery query, IOperation operation)
{
    private const string Readable = "an authorizer whose ACLs can be read";

    public async Task<KafkaAclHealth> RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        operation.Progress("Reading ACLs", -1);
        await cluster.GetMetadataAsync([], cancellationToken).ConfigureAwait(false);
        KafkaAclHealth health;
        try
        {
            health = Judge(await AclReader.ReadAsync(cluster, new DescribeAclsRequest(), cancellationToken).ConfigureAwait(false), query);
        }
        catch (ProblemException e) when (e.Problem.ErrorId is ErrorIds.AclAuthorizerDisabled or ErrorIds.KafkaAuthorizationFailed)
        {
            health = Unreadable(e.Problem, query);
        }

        return health with { ClusterId = cluster.ClusterId, DurationMs = (int)Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds };
    }

    /// <summary>The verdict on ACLs, by the checks that are wanted.</summary>
    public static KafkaAclHealth Judge(IReadOnlyList<KafkaAcl> acls, AclHealthQuery query)
    {
        var lint = new AclLint(acls);
        var observed = Count(acls.Count, "ACL");
        return With(
            new KafkaAclHealth
            {
                Status = "Healthy",
                AclCount = acls.Count,
                PrincipalCount = acls.Select(acl => acl.Principal).Distinct().Count(),
                DeadAcls = lint.Dead.Count,
                BroadAcls = lint.Broad.Count,
                ShadowedAcls = lint.Shadowed.Count,
                DuplicateAcls = lint.Duplicate.Count,
                Checks = [],
            },
            query,
            name => name == AclChecks.Authorizer ? [Passed(name, Critical, observed, Readable, $"An authorizer is configured, and its ACLs can be read: {observed}.")] : lint.Check(name));
    }

    /// <summary>The verdict where there is no list: without an authorizer everybody may do everything; without the right nothing is known.</summary>
    private static KafkaAclHealth Unreadable(Problem problem, AclHealthQuery query) => With(
        new KafkaAclHealth { Status = "Healthy", Checks = [] },
        query,
        name => [(name, problem.ErrorId) switch
        {
            (AclChecks.Authorizer, ErrorIds.AclAuthorizerDisabled) => Failed(name, Critical, problem.ErrorId, Readable, problem.Message, null, problem.RecommendedAction),
            (AclChecks.Authorizer, _) => Unknown(name, Critical, Readable, problem.Message, null, problem.RecommendedAction),
            _ => Unknown(name, Warning, null, "Couldn't be looked at: ACLs can't be read.", null, problem.RecommendedAction),
        }]);

    private static KafkaAclHealth With(KafkaAclHealth health, AclHealthQuery query, Func<string, IEnumerable<HealthCheck>> check)
    {
        List<HealthCheck> checks =
        [
            .. AclChecks.All.SelectMany(name =>
                query.Skip.Contains(name) ? [Skipped(name)] : query.Include.Count == 0 || query.Include.Contains(name) ? check(name) : []),
        ];
        return health with { Status = Verdict(checks), Checks = checks };
    }
}
