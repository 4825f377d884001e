using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>
/// Asks once, before the first deletion that was otherwise approved, whether the topics that a wildcard chose are meant. A dry run is never asked.
/// </summary>
internal sealed class WildcardGuard(CommandOperation operation, IReadOnlyList<string> matched) : IOperation
{
    private const int NamesShown = 20;
    private bool? _answer;

    /// <inheritdoc/>
    public async ValueTask<Approval> ApproveAsync(string target, string action)
    {
        var approval = await operation.ApproveAsync(target, action);
        if (approval != Approval.Approved)
        {
            return approval;
        }

        _answer ??= await operation.ContinueAsync(Query(), "Delete topics by wildcard");
        return _answer.Value ? Approval.Approved : Approval.Declined;
    }

    /// <inheritdoc/>
    public void Report(Problem problem) => operation.Report(problem);

    /// <inheritdoc/>
    public void Warn(string message) => operation.Warn(message);

    /// <inheritdoc/>
    public void Verbose(string message) => operation.Verbose(message);

    /// <inheritdoc/>
    public void Progress(string status, int percent) => operation.Progress(status, percent);

    private string Query()
    {
        var more = matched.Count > NamesShown ? $" and {matched.Count - NamesShown} more" : "";
        var topics = matched.Count == 1 ? "1 topic" : $"{matched.Count} topics";
        return $"The wildcards match {topics}: {string.Join(", ", matched.Take(NamesShown))}{more}. Delete what was confirmed of them, with all records?";
    }
}
