using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Checks;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Placement;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health;

/// <summary>Passes a key through each master: written with an expiry, waited for until a replica has it, read there, and removed whatever happens.</summary>
internal sealed class RoundTripCheck(NodePool pool, CheckContext context, IOperation operation)
{
    private const string Name = RedisChecks.RoundTrip;
    private const string Expected = "written, replicated and read";
    private const int ReplicationMs = 1000;
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<HealthCheck>> RunAsync(CancellationToken cancellationToken)
    {
        var masters = context.Last.Owners.Where(line => !line.IsFailed).ToList();
        var asked = masters.Select(line => context.Last.Find(line.Id)).OfType<NodeSurvey>().ToList();
        if (asked.Count == 0)
        {
            return [Unknown(Name, Critical, Expected, "No key could be passed: no master with slots answers.", null, context.IsNone ? "Initialize-LlmRedisCluster" : "See NodeReachable and SlotCoverage.")];
        }

        if (await operation.ApproveAsync(Count(masters.Count, "Redis master"), "Write a short-lived key on each, read it on a replica, and remove it").ConfigureAwait(false) != Approval.Approved)
        {
            return [new HealthCheck(Name, "Skipped", Critical, null, Expected, "Skipped: it would write a short-lived key on each master.", null, null)];
        }

        var startedAt = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(asked.Select(master => PassAsync(master, cancellationToken))).ConfigureAwait(false);
        List<HealthCheck> findings = [.. results.OfType<HealthCheck>()];
        var silent = masters.Where(line => context.Last.Find(line.Id) is null).Select(line => context.Last.NameOf(line.Id)).ToList();
        if (silent.Count > 0)
        {
            findings.Add(Failed(Name, Critical, "no answer", Expected, $"No key was passed through masters that don't answer: {Join(silent)}.", Join(silent), "See NodeReachable."));
        }

        var took = FormattableString.Invariant($"{Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds:0} ms");
        return findings.Count > 0 ? findings : [Passed(Name, Critical, $"{Count(asked.Count, "master")} in {took}", Expected, $"A key was written, replicated and read on each of {Count(asked.Count, "master")}.")];
    }

    private async Task<HealthCheck?> PassAsync(NodeSurvey master, CancellationToken cancellationToken)
    {
        var line = context.Last.LookOf(master)!.Myself!;
        var key = HashSlot.KeyIn($"llm-analytics:round-trip:{Guid.NewGuid():N}:", line.Slots);
        var value = Guid.NewGuid().ToString("N");
        var replicas = context.Last.Replicas.Where(replica => replica.MasterId == line.Id).Select(replica => context.Last.Find(replica.Id)).OfType<NodeSurvey>().ToList();
        var node = pool.Get(master.Place);
        try
        {
            await node.SendAsync(context.Query.Patience, ["SET", key, value, "PX", "15000"], cancellationToken).ConfigureAwait(false);
            if (replicas.Count == 0)
            {
                var read = await node.SendAsync(context.Query.Patience, ["GET", key], cancellationToken).ConfigureAwait(false);
                return read.Text == value ? null : Fault(master, "another value was read on it");
            }

            await WaitAsync(node, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(replicas, key, value, cancellationToken).ConfigureAwait(false) ? null
                : Fault(master, $"no replica had the key after {ReplicationMs} ms");
        }
        catch (NodeErrorException e) when (e.Code == "NOPERM")
        {
            return Unknown(Name, Critical, Expected, $"No key was passed through {master}: the user may not use {e.Command} on the key '{key}'.", master.ToString(),
                "Allow it on every node: ACL SETUSER <user> ~llm-analytics:* +set +get +del +wait +readonly +readwrite");
        }
        catch (Exception e) when (e is NodeErrorException or ProblemException)
        {
            return Fault(master, e.Message.TrimEnd('.'));
        }
        finally
        {
            await RemoveAsync(node, key).ConfigureAwait(false);
        }
    }

    private static HealthCheck Fault(NodeSurvey master, string why) =>
        Failed(Name, Critical, "failed", Expected, $"No key passed through {master}: {why}.", master.ToString(), $"See the other checks; {Conclusion.Cli(master)} INFO replication");

    /// <summary>Waits until one replica has confirmed; a server without WAIT is waited for by reading.</summary>
    private async Task WaitAsync(INode node, CancellationToken cancellationToken)
    {
        try
        {
            await node.SendAsync(context.Query.Patience, ["WAIT", "1", FormattableString.Invariant($"{ReplicationMs}")], cancellationToken).ConfigureAwait(false);
        }
        catch (NodeErrorException e) when (e.Code == "ERR")
        {
            operation.Verbose($"{node.Place} has no WAIT: {e.Message}");
        }
    }

    /// <summary>Whether some replica has the key, by then or soon.</summary>
    private async Task<bool> ReadAsync(List<NodeSurvey> replicas, string key, string value, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        do
        {
            foreach (var replica in replicas)
            {
                var node = pool.Get(replica.Place);
                // Sent at once, these three follow each other on the node's one connection, which is as before when they are done.
                var allow = node.SendAsync(context.Query.Patience, ["READONLY"], cancellationToken);
                var read = node.SendAsync(context.Query.Patience, ["GET", key], cancellationToken);
                var forbid = node.SendAsync(context.Query.Patience, ["READWRITE"], cancellationToken);
                await Task.WhenAll(allow, read, forbid).ConfigureAwait(false);
                if ((await read.ConfigureAwait(false)).Text == value)
                {
                    return true;
                }
            }

            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
        while (Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds < ReplicationMs);
        return false;
    }

    /// <summary>Beyond the command's deadline if need be. A key that can't be removed is gone by itself a few seconds later.</summary>
    private async Task RemoveAsync(INode node, string key)
    {
        try
        {
            await node.SendAsync(CleanUp, ["DEL", key], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NodeErrorException or ProblemException)
        {
            operation.Verbose($"The key '{key}' is left to expire: {e.Message}");
        }
    }
}
