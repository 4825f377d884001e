using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Problems;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>Asks one node what it knows.</summary>
internal static class ViewReader
{
    /// <summary>Sends the questions at once, and a PING for the time that it takes. What goes wrong is in the answer.</summary>
    /// <param name="node">The node.</param>
    /// <param name="patience">How long to wait for all of it.</param>
    /// <param name="user">The user that one is, for messages; null for the default one.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    public static async Task<ClusterView> ReadAsync(INode node, TimeSpan patience, string? user, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var cluster = node.SendAsync(patience, ["CLUSTER", "INFO"], cancellationToken);
        var lines = node.SendAsync(patience, ["CLUSTER", "NODES"], cancellationToken);
        var info = InfoAsync(node, patience, cancellationToken);
        await ((Task)Task.WhenAll(cluster, lines, info)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new ClusterView
            {
                Node = node,
                Cluster = InfoText.Parse((await cluster.ConfigureAwait(false)).ToString()),
                Lines = ClusterNodesText.Parse((await lines.ConfigureAwait(false)).ToString()),
                Info = await info.ConfigureAwait(false),
                RoundTripMs = await PingAsync(node, patience - Stopwatch.GetElapsedTime(startedAt), cancellationToken).ConfigureAwait(false),
            };
        }
        catch (NodeErrorException e)
        {
            return new ClusterView { Node = node, Failure = Failure(e, user), IsLoading = e.Code == "LOADING" };
        }
        catch (FormatException e)
        {
            return new ClusterView { Node = node, Failure = NodeProblems.ServerError(node.Place.ToString(), "CLUSTER NODES", e.Message, e).Problem };
        }
        catch (ProblemException e) when (e.Problem.ErrorId != ErrorIds.RedisConnectionDisposed)
        {
            return new ClusterView { Node = node, Failure = e.Problem };
        }
    }

    /// <summary>INFO; empty where this user may not ask it: the topology doesn't need it.</summary>
    private static async Task<InfoText> InfoAsync(INode node, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return InfoText.Parse((await node.SendAsync(patience, ["INFO"], cancellationToken).ConfigureAwait(false)).ToString());
        }
        catch (NodeErrorException e) when (e.Code == "NOPERM")
        {
            return InfoText.Empty;
        }
    }

    private static async Task<double> PingAsync(INode node, TimeSpan patience, CancellationToken cancellationToken)
    {
        var sentAt = Stopwatch.GetTimestamp();
        await node.SendAsync(patience > TimeSpan.Zero ? patience : TimeSpan.FromMilliseconds(1), ["PING"], cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds;
    }

    private static Problem Failure(NodeErrorException error, string? user) =>
        error.Message.Contains("cluster support disabled", StringComparison.OrdinalIgnoreCase)
            ? NodeProblems.ClusterModeOff(error.Place.ToString()).Problem
            : error.ToProblem(user).Problem;
}
