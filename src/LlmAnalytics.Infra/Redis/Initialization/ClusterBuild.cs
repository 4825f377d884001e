using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>
/// Brings the nodes to the plan and waits until all of them see it so. Each round looks at every node and sends what is missing there: slots and epochs while
/// nobody knows anybody, then introductions, then a replica to its master as soon as it knows it. A round can be lost, repeated or interrupted without harm.
/// </summary>
internal sealed class ClusterBuild(InitializationPlan plan, IOperation operation, bool mayWrite)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // A handshake that got lost is given up by the nodes after a second.
    private static readonly TimeSpan MeetAgainAfter = TimeSpan.FromSeconds(1.5);
    private const int RoundsOfGossip = 3;

    private readonly HashSet<string> _ids = plan.Nodes.Select(node => node.Facts.Id).ToHashSet(StringComparer.Ordinal);
    private readonly IReadOnlySet<(string Host, int Port)> _addresses = Membership.Addresses(plan.Nodes.Select(node => node.Facts));
    private IReadOnlyList<string> _missing = [];
    private string _step = "looking at the nodes";
    private long _metAt;
    private int _meetings;
    private bool _isOutdated;

    /// <returns>False where a master of the plan has become a replica meanwhile: there was a failover, which on busy machines a low timeout can bring about.</returns>
    /// <exception cref="ProblemException">It could not be done, or not in time; the problem names the step and who hangs.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!await RoundAsync(cancellationToken).ConfigureAwait(false))
            {
                if (_isOutdated)
                {
                    return false;
                }

                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw InitializationProblems.Unfinished(_step, [.. _missing.Take(10)], e);
        }
        catch (NodeErrorException e)
        {
            throw InitializationProblems.Failed(_step, e);
        }
    }

    private async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var snapshots = await Task.WhenAll(plan.Nodes.Select(node => NodeSnapshot.TakeAsync(node.Node, LookPatience, cancellationToken))).ConfigureAwait(false);
        Guard(snapshots);
        _missing = Agreement.Missing(plan, snapshots);
        _isOutdated = plan.Nodes.Zip(snapshots).Any(pair => pair.First.Master is null && pair.Second.Myself is { IsReplica: true });
        if (_missing.Count == 0 || _isOutdated)
        {
            return !_isOutdated;
        }

        if (mayWrite)
        {
            var pairs = plan.Nodes.Zip(snapshots, (node, snapshot) => (Node: node, Snapshot: snapshot)).Where(pair => pair.Snapshot.Failure is null).ToList();
            await StepAsync("assigning slots", pairs.SelectMany(pair => Slots(pair.Node, pair.Snapshot)), cancellationToken).ConfigureAwait(false);
            await StepAsync("introducing the nodes to each other", Meetings(pairs), cancellationToken).ConfigureAwait(false);
            await StepAsync("making replicas", pairs.SelectMany(pair => Replication(pair.Node, pair.Snapshot)), cancellationToken).ConfigureAwait(false);
        }

        _step = mayWrite ? "waiting for all nodes to agree" : "verifying the cluster";
        operation.Progress($"{plan.Nodes.Count - _missing.Count} of {plan.Nodes.Count} nodes agree; {_missing[0]}", 20 + (60 * (plan.Nodes.Count - Math.Min(_missing.Count, plan.Nodes.Count)) / plan.Nodes.Count));
        return false;
    }

    /// <summary>Before every introduction: whoever joins these nodes to strangers meanwhile must not be helped.</summary>
    private void Guard(NodeSnapshot[] snapshots)
    {
        foreach (var snapshot in snapshots)
        {
            var strangers = Membership.Strangers(snapshot.View, _ids, _addresses).ToList();
            if (strangers.Count > 0)
            {
                throw InitializationProblems.ForeignWhileMeeting(snapshot.Node.Place.ToString(), string.Join(", ", strangers.Select(line => $"{line.Id[..8]} at {line.Host}:{line.Port}")));
            }
        }
    }

    private static IEnumerable<(INode Node, string[] Command)> Slots(PlannedNode node, NodeSnapshot snapshot)
    {
        var owned = snapshot.Myself!.Slots.SelectMany(range => range.Slots).ToHashSet();
        var missing = node.Slots.SelectMany(range => range.Slots).Where(slot => !owned.Contains(slot));
        foreach (var command in (node with { SlotsToAdd = SlotRange.Of(missing) }).SlotCommands)
        {
            yield return (node.Node, command);
        }

        if (node.EpochCommand is { } epoch && snapshot.Myself.ConfigEpoch == 0 && snapshot.View.Count == 1)
        {
            yield return (node.Node, epoch);
        }
    }

    private IEnumerable<(INode Node, string[] Command)> Meetings(List<(PlannedNode Node, NodeSnapshot Snapshot)> pairs)
    {
        if (_meetings > 0 && Stopwatch.GetElapsedTime(_metAt) < MeetAgainAfter)
        {
            return [];
        }

        _metAt = Stopwatch.GetTimestamp();
        var everybody = ++_meetings > RoundsOfGossip;
        return
            from one in pairs.Select((pair, i) => (pair.Node, pair.Snapshot, Seat: i))
            from other in pairs.Select((pair, i) => (pair.Node, pair.Snapshot, Seat: i))
            where everybody ? one.Seat < other.Seat : one.Node.Meets.Contains(other.Node.Facts)
            where !one.Snapshot.Knows(other.Node.Facts.Id) || !other.Snapshot.Knows(one.Node.Facts.Id)
            select (one.Node.Node, PlannedNode.MeetCommand(other.Node.Facts));
    }

    private static IEnumerable<(INode Node, string[] Command)> Replication(PlannedNode node, NodeSnapshot snapshot)
    {
        if (node.Master is { } master && snapshot.Myself!.MasterId != master.Id && snapshot.Knows(master.Id))
        {
            yield return (node.Node, node.ReplicateCommand);
        }
    }

    /// <summary>Sends commands, those of a node in one go. A node that doesn't answer is asked again in the next round.</summary>
    private async Task StepAsync(string step, IEnumerable<(INode Node, string[] Command)> commands, CancellationToken cancellationToken)
    {
        var tasks = new List<Task>();
        foreach (var (node, command) in commands)
        {
            _step = step;
            operation.Verbose($"{node.Place}: {Shortened(command)}");
            tasks.Add(SendAsync(node, command, cancellationToken));
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    private async Task SendAsync(INode node, string[] command, CancellationToken cancellationToken)
    {
        try
        {
            await node.SendAsync(Patience, command, cancellationToken).ConfigureAwait(false);
        }
        catch (ProblemException e)
        {
            operation.Verbose($"{node.Place}: {e.Message}");
        }
        catch (NodeErrorException e) when (IsTransient(command, e))
        {
            operation.Verbose($"{node.Place}: {e.Command}: {e.Message}");
        }
    }

    /// <summary>Epochs are no more than a short cut, and a master that a node has just heard of may be gone from its view again: both solve themselves.</summary>
    private static bool IsTransient(string[] command, NodeErrorException error) => error.Code != "NOPERM" && command[1] is ("SET-CONFIG-EPOCH" or "REPLICATE");

    private static string Shortened(string[] command) => string.Join(' ', command.Take(8)) + (command.Length > 8 ? " ..." : "");
}
