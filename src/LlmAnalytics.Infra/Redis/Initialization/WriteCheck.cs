using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Placement;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>The proof: a key with an expiry is written on every master, and removed.</summary>
internal static class WriteCheck
{
    private const string KeyPrefix = "llm-analytics:initialization:";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>What the operator should know: masters on which the user may not write.</returns>
    /// <exception cref="ProblemException">A master takes no write.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(InitializationPlan plan, CancellationToken cancellationToken)
    {
        var warnings = await Task.WhenAll(plan.Masters.Select(master => WriteAsync(master, cancellationToken))).ConfigureAwait(false);
        return [.. warnings.Where(warning => warning is not null).Select(warning => warning!)];
    }

    private static async Task<string?> WriteAsync(PlannedNode master, CancellationToken cancellationToken)
    {
        var key = HashSlot.KeyIn(KeyPrefix, master.Slots);
        var last = "no answer yet";
        while (true)
        {
            try
            {
                // The expiry cleans up where this process can't.
                await master.Node.SendRepeatableAsync(Patience, ["SET", key, "1", "PX", "10000"], cancellationToken).ConfigureAwait(false);
                await master.Node.SendRepeatableAsync(Patience, ["DEL", key], cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (NodeErrorException e) when (e.Code == "NOPERM")
            {
                return $"Writing on {master.Facts.Place} was not tried out: the user may not use {e.Command} on the key '{key}'.";
            }
            catch (NodeErrorException e) when (e.Code is "CLUSTERDOWN" or "LOADING" or "TRYAGAIN" or "BUSY")
            {
                last = e.Message;
            }
            catch (Exception e) when (e is NodeErrorException or ProblemException)
            {
                throw InitializationProblems.Failed($"writing a key on {master.Facts.Place}", e);
            }
            catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
            {
                throw InitializationProblems.Unfinished($"writing a key on {master.Facts.Place}", [last], e);
            }

            try
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException e)
            {
                throw InitializationProblems.Unfinished($"writing a key on {master.Facts.Place}", [last], e);
            }
        }
    }
}
