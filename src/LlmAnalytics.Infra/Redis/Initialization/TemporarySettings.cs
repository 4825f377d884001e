using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>
/// Lowers settings of empty nodes while they are being joined, and puts them back in every exit; the journal lets the next run do it where this one was killed.
/// Where it can't be journalled, or a node doesn't allow it, nothing stays lowered and joining takes longer.
/// </summary>
internal sealed class TemporarySettings(InitializationPlan plan, SettingsJournal journal, IOperation operation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Whoever presses Ctrl+C has the prompt back within 2 s, with the settings back on all nodes that answer.
    private static readonly TimeSpan PatienceAfterStop = TimeSpan.FromSeconds(1.2);

    private IReadOnlyList<PlannedNode> _changed = [.. plan.Nodes.Where(node => node.Settings.Any(setting => IsLeftBehind(node, setting)))];

    /// <summary>What the operator should know of it.</summary>
    public List<string> Warnings { get; } = [];

    public async Task LowerAsync(CancellationToken cancellationToken)
    {
        var nodes = plan.Nodes.Where(node => node.Settings.Count > 0).ToList();
        if (nodes.Count == 0 || !plan.HasSteps)
        {
            return;
        }

        try
        {
            journal.Write(nodes.ToDictionary(node => node.Facts.Id, node => new JournalEntry(node.Facts.Place.Address, node.Settings), StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warnings.Add($"No journal can be written ({e.Message}): the nodes' timeouts stay as they are, and joining takes longer.");
            return;
        }

        _changed = nodes;
        try
        {
            await Task.WhenAll(nodes.SelectMany(node => node.Settings.Select(setting => SetAsync(node.Node, setting.Name, setting.Temporary, cancellationToken)))).ConfigureAwait(false);
        }
        catch (NodeErrorException e)
        {
            Warnings.Add($"{e.Place} doesn't allow {e.Command} ({e.Message}): the nodes' timeouts stay as they are, and joining takes longer.");
            await RestoreAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Puts back what was changed, by this run or an earlier one, and forgets what the journal has of nodes that need it no more. Doesn't end with the operation:
    /// that is when it is needed most.
    /// </summary>
    public async Task RestoreAsync(CancellationToken operationToken)
    {
        var nodes = _changed;
        using var limit = new CancellationTokenSource(operationToken.IsCancellationRequested ? PatienceAfterStop : Patience);
        var restored = await Task.WhenAll(nodes.Select(node => RestoreAsync(node, limit.Token))).ConfigureAwait(false);
        _changed = [.. nodes.Where((_, i) => !restored[i])];
        try
        {
            journal.Forget(plan.Nodes.Except(_changed).Select(node => node.Facts.Id).ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            operation.Verbose($"The journal stays behind, with nothing left to do: {e.Message}");
        }
    }

    private async Task<bool> RestoreAsync(PlannedNode node, CancellationToken limit)
    {
        try
        {
            await Task.WhenAll(node.Settings.Select(setting => SetAsync(node.Node, setting.Name, setting.Original, limit))).ConfigureAwait(false);
            return true;
        }
        catch (NodeErrorException e) when (e.Code == "NOPERM")
        {
            return true; // what may not be set was not lowered either
        }
        catch (Exception e) when (e is ProblemException or NodeErrorException or OperationCanceledException)
        {
            var settings = string.Join(" and ", node.Settings.Select(setting => $"{setting.Name} {setting.Temporary} instead of {setting.Original}"));
            var warning = $"{node.Facts.Place} may be left with {settings}: {(e is OperationCanceledException ? "it doesn't answer" : e.Message)}. The next run puts it back.";
            Warnings.Add(warning);
            operation.Warn(warning);
            return false;
        }
    }

    private static bool IsLeftBehind(PlannedNode node, TemporarySetting setting) => node.Facts.Settings?.GetValueOrDefault(setting.Name) == setting.Temporary;

    private static Task<RedisReply> SetAsync(INode node, string name, string value, CancellationToken cancellationToken) =>
        node.SendRepeatableAsync(Patience, ["CONFIG", "SET", name, value], cancellationToken);
}
