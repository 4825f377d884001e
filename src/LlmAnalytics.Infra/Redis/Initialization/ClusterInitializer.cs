using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>
/// Makes a Redis Cluster of nodes, completes one that was left half-made, or finds that nothing is left to do: waits for the nodes, looks for every reason against
/// it, plans, asks once, does it, and is done when every node agrees and a write succeeds on every master.
/// </summary>
/// <param name="source">Where the nodes come from.</param>
/// <param name="open">The way to a node.</param>
/// <param name="request">What the cluster should become.</param>
/// <param name="operation">The caller.</param>
internal sealed class ClusterInitializer(INodeSource source, Func<NodePlace, INode> open, RedisInitialization request, IOperation operation)
{
    private readonly SettingsJournal _journal = new(request.JournalFolder ?? SettingsJournal.DefaultFolder);
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    private int Masters => request.NodeCount / (request.ReplicasPerMaster + 1);

    /// <returns>What was done, or would be. Where the operator declines, that is a plan too.</returns>
    /// <exception cref="ProblemException">The nodes can't or must not be joined, or a step failed.</exception>
    public async Task<RedisClusterResult> RunAsync(CancellationToken cancellationToken)
    {
        CheckRequest();
        operation.Progress("Looking for the nodes", 0);
        var (nodes, refused) = await new NodeWait(source, open, request, operation).RunAsync(cancellationToken).ConfigureAwait(false);
        operation.Progress($"Examining {nodes.Count} nodes", 10);
        var facts = await SurveyAsync(nodes, refused, cancellationToken).ConfigureAwait(false);
        var plan = Plan(facts);
        if (!plan.HasSteps && !plan.HasSettings)
        {
            plan = await AgreeAsync(plan, mayWrite: false, cancellationToken).ConfigureAwait(false);
            await new TemporarySettings(plan, _journal, operation).RestoreAsync(cancellationToken).ConfigureAwait(false); // nothing but old entries of the journal
            return Result(plan, "Unchanged", plan.Warnings);
        }

        var target = $"{facts.Count} Redis nodes ({string.Join(", ", facts.Select(node => node.Place))})";
        if (await operation.ApproveAsync(target, $"{(plan.IsFresh ? "Create a cluster" : "Complete the cluster")} of {plan}").ConfigureAwait(false) != Approval.Approved)
        {
            return Result(plan, "Planned", plan.Warnings);
        }

        var (built, warnings) = await BuildAsync(plan, cancellationToken).ConfigureAwait(false);
        var sent = plan.Describe().ToDictionary(node => node.Endpoint, node => node.Commands, StringComparer.Ordinal);
        var result = Result(built, plan.IsFresh ? "Created" : "Changed", plan.Warnings.Concat(warnings).ToArray());
        return result with { Nodes = result.Nodes.Select(node => node with { Commands = sent[node.Endpoint] }).ToArray() };
    }

    private void CheckRequest()
    {
        if (request.ReplicasPerMaster < 0)
        {
            throw InitializationProblems.NegativeReplicas(request.ReplicasPerMaster);
        }

        if (Masters < 3)
        {
            throw InitializationProblems.TooFewMasters(request.NodeCount, request.ReplicasPerMaster);
        }
    }

    private async Task<IReadOnlyList<NodeFacts>> SurveyAsync(IReadOnlyList<INode> nodes, IReadOnlyList<PreflightFinding> refused, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(nodes.Select(node => ExamineAsync(node, cancellationToken))).ConfigureAwait(false);
        var facts = answers.Where(answer => answer.Facts is not null).Select(answer => answer.Facts!).ToList();
        List<PreflightFinding> findings =
            [.. refused, .. answers.Where(answer => answer.Refused is not null).Select(answer => answer.Refused!), .. Preflight.Check(facts, Masters)];
        return findings.Count == 0 ? facts : throw InitializationProblems.Preflight([.. findings, .. Preflight.Rights(facts)]);
    }

    private static async Task<(NodeFacts? Facts, PreflightFinding? Refused)> ExamineAsync(INode node, CancellationToken cancellationToken)
    {
        try
        {
            return (await NodeSurvey.RunAsync(node, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ProblemException e)
        {
            return (null, PreflightFinding.Of(node.Place.ToString(), e.Problem));
        }
        catch (NodeErrorException e)
        {
            return (null, PreflightFinding.Of(e));
        }
    }

    private InitializationPlan Plan(IReadOnlyList<NodeFacts> facts)
    {
        var plan = new PlanMaker(facts, Masters, _journal.Read(facts.Select(node => node.Id).ToHashSet(StringComparer.Ordinal))).Make();
        List<PreflightFinding> findings = [.. Preflight.Obstacles(plan), .. plan.HasSteps ? Preflight.Rights(facts) : []];
        return findings.Count == 0 ? plan : throw InitializationProblems.Preflight(findings);
    }

    /// <summary>Brings the nodes to the plan. Where roles changed meanwhile by themselves, they stay as they have become: the plan follows.</summary>
    private async Task<InitializationPlan> AgreeAsync(InitializationPlan plan, bool mayWrite, CancellationToken cancellationToken)
    {
        while (!await new ClusterBuild(plan, operation, mayWrite).RunAsync(cancellationToken).ConfigureAwait(false))
        {
            operation.Verbose("A master has become a replica meanwhile; the plan follows.");
            plan = Plan(await SurveyAsync([.. plan.Nodes.Select(node => node.Node)], [], cancellationToken).ConfigureAwait(false));
        }

        return plan;
    }

    private async Task<(InitializationPlan Built, IReadOnlyList<string> Warnings)> BuildAsync(InitializationPlan plan, CancellationToken cancellationToken)
    {
        var settings = new TemporarySettings(plan, _journal, operation);
        IReadOnlyList<string> unwritten = [];
        var built = plan;
        try
        {
            operation.Progress("Preparing the nodes", 15);
            await settings.LowerAsync(cancellationToken).ConfigureAwait(false);
            built = await AgreeAsync(plan, plan.HasSteps, cancellationToken).ConfigureAwait(false);
            if (plan.HasSteps)
            {
                operation.Progress("Writing on every master", 90);
                unwritten = await WriteCheck.RunAsync(built, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw InitializationProblems.Unfinished("preparing the nodes", [], e);
        }
        finally
        {
            await settings.RestoreAsync(cancellationToken).ConfigureAwait(false);
        }

        return (built, [.. settings.Warnings, .. unwritten]);
    }

    private RedisClusterResult Result(InitializationPlan plan, string status, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            operation.Warn(warning);
        }

        return new RedisClusterResult
        {
            Status = status,
            MasterCount = plan.Masters.Count(),
            ReplicaCount = plan.Replicas.Count(),
            SlotsAssigned = plan.Masters.Sum(master => master.Slots.Sum(range => range.Count)),
            SharedZones = plan.Figures.SharedZones,
            SharedZonesBound = plan.Figures.SharedZonesBound,
            SharedMachines = plan.Figures.SharedMachines,
            SharedMachinesBound = plan.Figures.SharedMachinesBound,
            MaxMastersPerZone = plan.Figures.MaxMastersPerZone,
            ShardsLostPerZone = plan.Figures.ShardsLostPerZone,
            ShardsLostPerMachine = plan.Figures.ShardsLostPerMachine,
            DurationMs = (int)Stopwatch.GetElapsedTime(_startedAt).TotalMilliseconds,
            Nodes = plan.Describe(),
            Warnings = warnings,
        };
    }
}
