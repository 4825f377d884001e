namespace LlmAnalytics.Engine;

/// <summary>
/// What a running operation may tell and ask its caller. Implementations are safe to call from any thread and keep the order of calls.
/// </summary>
public interface IOperation
{
    /// <summary>Asks whether a change may be made. Called once a change, before anything is sent.</summary>
    /// <param name="target">What would be changed: <c>topic 'x' on cluster y</c>.</param>
    /// <param name="action">What would be done: <c>Create (12 partitions, replication factor 3)</c>.</param>
    ValueTask<Approval> ApproveAsync(string target, string action);

    /// <summary>Reports an item that failed; the operation goes on with the others.</summary>
    void Report(Problem problem);

    /// <summary>Says what the operator should know although nothing failed.</summary>
    void Warn(string message);

    /// <summary>Says what is being done, for those who asked for details. Never holds a secret.</summary>
    void Verbose(string message);

    /// <summary>Says how far the operation is.</summary>
    /// <param name="status">What is being done now.</param>
    /// <param name="percent">From 0 to 100; -1 where unknown.</param>
    void Progress(string status, int percent);
}

/// <summary>The answer to <see cref="IOperation.ApproveAsync"/>.</summary>
public enum Approval
{
    /// <summary>Make the change.</summary>
    Approved,

    /// <summary>Leave it out: the operator said no.</summary>
    Declined,

    /// <summary>A dry run: find out what would happen, send no write, answer with a plan.</summary>
    WhatIf,
}
