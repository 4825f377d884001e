using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>Approves everything, and does something once the engine says that it has come to a step.</summary>
internal sealed class TriggeringOperation(string step, Action action) : IOperation
{
    private int _done;

    public RecordingOperation Record { get; } = new();

    public ValueTask<Approval> ApproveAsync(string target, string action) => Record.ApproveAsync(target, action);

    public void Report(Problem problem) => Record.Report(problem);

    public void Warn(string message) => Record.Warn(message);

    public void Verbose(string message) => Record.Verbose(message);

    public void Progress(string status, int percent)
    {
        Record.Progress(status, percent);
        if (status.Contains(step, StringComparison.Ordinal) && Interlocked.Exchange(ref _done, 1) == 0)
        {
            action();
        }
    }
}
