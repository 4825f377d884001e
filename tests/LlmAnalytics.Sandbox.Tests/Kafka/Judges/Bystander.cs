using System.Collections.Concurrent;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>Approves everything and keeps the problems.</summary>
internal sealed class Bystander : IOperation
{
    private readonly ConcurrentQueue<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => [.. _problems];

    public ValueTask<Approval> ApproveAsync(string target, string action) => ValueTask.FromResult(Approval.Approved);

    public void Report(Problem problem) => _problems.Enqueue(problem);

    public void Warn(string message)
    {
    }

    public void Verbose(string message)
    {
    }

    public void Progress(string status, int percent)
    {
    }
}
