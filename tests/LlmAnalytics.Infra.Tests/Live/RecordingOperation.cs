using System.Collections.Concurrent;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>Answers every question in the same way and keeps everything that it is told.</summary>
internal sealed class RecordingOperation(Approval answer = Approval.Approved) : IOperation
{
    private readonly ConcurrentQueue<Problem> _problems = [];
    private readonly ConcurrentQueue<string> _warnings = [];
    private readonly ConcurrentQueue<string> _verbose = [];
    private readonly ConcurrentQueue<(string Target, string Action)> _questions = [];
    private readonly ConcurrentQueue<(string Status, int Percent)> _progress = [];

    public IReadOnlyList<Problem> Problems => [.. _problems];

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public IReadOnlyList<string> VerboseLines => [.. _verbose];

    public IReadOnlyList<(string Target, string Action)> Questions => [.. _questions];

    public IReadOnlyList<(string Status, int Percent)> ProgressReports => [.. _progress];

    public ValueTask<Approval> ApproveAsync(string target, string action)
    {
        _questions.Enqueue((target, action));
        return ValueTask.FromResult(answer);
    }

    public void Report(Problem problem) => _problems.Enqueue(problem);

    public void Warn(string message) => _warnings.Enqueue(message);

    public void Verbose(string message) => _verbose.Enqueue(message);

    public void Progress(string status, int percent) => _progress.Enqueue((status, percent));
}
