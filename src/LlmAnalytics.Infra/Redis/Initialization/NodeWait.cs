using System.Collections.Concurrent;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>
/// Waits until as many nodes as asked for are there and ready: their pods are, and they answer PING, which they don't while they load data. Says meanwhile who is
/// not, and why. What no waiting mends (a wrong password, a certificate) ends the waiting for that node: the preflight reports it.
/// </summary>
internal sealed class NodeWait(INodeSource source, Func<NodePlace, INode> open, RedisInitialization request, IOperation operation)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, string> _waiting = new(StringComparer.Ordinal);
    private string? _unlisted;

    /// <summary>The nodes, and the problems of those that will never be ready.</summary>
    /// <exception cref="ProblemException">There are too few or too many nodes, or they did not get ready in time.</exception>
    public async Task<(IReadOnlyList<INode> Nodes, IReadOnlyList<PreflightFinding> Refused)> RunAsync(CancellationToken cancellationToken)
    {
        var found = 0;
        try
        {
            while (true)
            {
                try
                {
                    var places = (await source.FindAsync(cancellationToken).ConfigureAwait(false)).DistinctBy(place => place.Address).ToList();
                    CheckCount(places);
                    (found, _unlisted) = (places.Count, null);
                    ForgetAllBut(places);
                    var states = await Task.WhenAll(places.Select(place => LookAsync(place, cancellationToken))).ConfigureAwait(false);
                    if (places.Count >= request.NodeCount && _waiting.IsEmpty)
                    {
                        return ([.. states.Where(state => state.Refused is null).Select(state => state.Node)], [.. states.Where(state => state.Refused is not null).Select(state => state.Refused!)]);
                    }
                }
                catch (ProblemException e) when (found > 0 && !IsLasting(e.Problem))
                {
                    // They were there a moment ago; what keeps the pods from being listed may be over as soon.
                    _unlisted = e.Problem.Message.TrimEnd('.');
                }

                operation.Progress($"Waiting for nodes: {string.Join("; ", Waiting(found))}", 5);
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw InitializationProblems.NotReady([.. Waiting(found)], e);
        }
    }

    private void CheckCount(List<NodePlace> places)
    {
        if (places.Count > request.NodeCount && !request.ExtraNodesAsReplicas)
        {
            throw InitializationProblems.TooManyNodes(request.NodeCount, places);
        }

        // Pods are yet to come, perhaps; addresses that were given don't grow in number.
        if (places.Count < request.NodeCount && places.Exists(place => place.Pod is null))
        {
            throw InitializationProblems.TooFewNodes(request.NodeCount, places);
        }
    }

    private IEnumerable<string> Waiting(int found) =>
        [.. _unlisted is null ? Array.Empty<string>() : [_unlisted], .. _waiting.OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => node.Value), .. found < request.NodeCount ? [$"{found} of {request.NodeCount} nodes found"] : Array.Empty<string>()];

    private void ForgetAllBut(List<NodePlace> places)
    {
        foreach (var gone in _waiting.Keys.Except(places.Select(place => place.Address), StringComparer.Ordinal))
        {
            _waiting.TryRemove(gone, out _);
        }
    }

    private async Task<(INode Node, PreflightFinding? Refused)> LookAsync(NodePlace place, CancellationToken cancellationToken)
    {
        _waiting.TryAdd(place.Address, $"{place} has not answered yet");
        var (node, waiting, refused) = await AskAsync(place, cancellationToken).ConfigureAwait(false);
        if (waiting is null)
        {
            _waiting.TryRemove(place.Address, out _);
        }
        else
        {
            _waiting[place.Address] = waiting;
        }

        return (node, refused);
    }

    private async Task<(INode Node, string? Waiting, PreflightFinding? Refused)> AskAsync(NodePlace place, CancellationToken cancellationToken)
    {
        var node = open(place);
        if (place.NotReady is { } reason)
        {
            return (node, $"{place} {reason}", null);
        }

        try
        {
            await node.SendAsync(Patience, ["PING"], cancellationToken).ConfigureAwait(false);
            return (node, null, null);
        }
        catch (NodeErrorException e) when (e.Code is "LOADING" or "BUSY")
        {
            return (node, $"{place}: {e.Message}", null);
        }
        catch (NodeErrorException)
        {
            return (node, null, null); // it answers; whether it is fit is for the preflight to say
        }
        catch (ProblemException e) when (IsLasting(e.Problem))
        {
            return (node, null, PreflightFinding.Of(place.ToString(), e.Problem));
        }
        catch (ProblemException e)
        {
            return (node, e.Problem.Message.TrimEnd('.'), null);
        }
    }

    /// <summary>Whether waiting doesn't mend it. Pods come and go, and the API server's errors pass.</summary>
    private static bool IsLasting(Problem problem) =>
        problem.Category is not (ProblemCategory.ConnectionError or ProblemCategory.OperationTimeout)
        && problem.ErrorId is not (ErrorIds.KubernetesPodNotReady or ErrorIds.KubernetesPodsNotFound or ErrorIds.KubernetesServerError);
}
