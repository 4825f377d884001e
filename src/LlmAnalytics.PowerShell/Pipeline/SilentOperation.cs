using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Pipeline;

/// <summary>The operation of a caller that has nobody to tell or to ask, such as a completer: it hears nothing and approves of nothing.</summary>
internal sealed class SilentOperation : IOperation
{
    /// <inheritdoc/>
    public ValueTask<Approval> ApproveAsync(string target, string action) => ValueTask.FromResult(Approval.Declined);

    /// <inheritdoc/>
    public void Report(Problem problem)
    {
    }

    /// <inheritdoc/>
    public void Warn(string message)
    {
    }

    /// <inheritdoc/>
    public void Verbose(string message)
    {
    }

    /// <inheritdoc/>
    public void Progress(string status, int percent)
    {
    }
}
