using System.Management.Automation;
using System.Management.Automation.Host;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Pipeline;

/// <summary>What the engine tells and asks, turned into PowerShell's streams and prompts.</summary>
internal sealed class CommandOperation(LlmCommand command, PipelinePump pump) : IOperation
{
    /// <summary>True once progress was shown, and must be taken away again.</summary>
    public bool ShowedProgress { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<Approval> ApproveAsync(string target, string action) => await pump.AskAsync(() => Prompt(() =>
    {
        var sentence = Sentence(target, action);
        return command.ShouldProcess(sentence, $"{sentence}?", "Confirm", out var reason) ? Approval.Approved
            : reason == ShouldProcessReason.WhatIf ? Approval.WhatIf
            : Approval.Declined;
    }));

    /// <summary>Asks a question that neither -Confirm:$false nor a preference answers; only -Force does, and its owner doesn't ask then.</summary>
    /// <remarks>Asked as something with a security impact, so that No is the answer of a hasty Enter.</remarks>
    public Task<bool> ContinueAsync(string query, string caption) => pump.AskAsync(() => Prompt(() =>
    {
        var (yesToAll, noToAll) = (false, false);
        return command.ShouldContinue(query, caption, hasSecurityImpact: true, ref yesToAll, ref noToAll);
    }));

    /// <inheritdoc/>
    public void Report(Problem problem) => pump.Post(() => command.WriteError(ErrorRecordFactory.Create(problem)));

    /// <inheritdoc/>
    public void Warn(string message) => pump.Post(() => command.WriteWarning(message));

    /// <inheritdoc/>
    public void Verbose(string message) => pump.Post(() => command.WriteVerbose(message));

    /// <inheritdoc/>
    public void Progress(string status, int percent)
    {
        ShowedProgress = true;
        pump.Post(() => command.WriteProgress(Record(status, percent, ProgressRecordType.Processing)));
    }

    /// <summary>Takes the progress away. Call it on the pipeline thread, after the pump.</summary>
    public void EndProgress()
    {
        try
        {
            command.WriteProgress(Record("Completed", 100, ProgressRecordType.Completed));
        }
        catch (PipelineStoppedException)
        {
            // The pipeline is being stopped: the host takes all progress away by itself, and what is under way says why the command ends.
        }
    }

    /// <summary>
    /// One sentence of a target and an action: <c>Create topic 'x' on cluster y (12 partitions)</c> of <c>topic 'x' on cluster y</c> and
    /// <c>Create (12 partitions)</c>. Actions of several words keep to themselves: <c>Raise partitions on topic 'x'</c>.
    /// </summary>
    internal static string Sentence(string target, string action)
    {
        var details = action.IndexOf(" (", StringComparison.Ordinal);
        var verb = details < 0 ? action : action[..details];
        return verb.Contains(' ', StringComparison.Ordinal) ? $"{action} on {target}" : $"{verb} {target}{(details < 0 ? "" : action[details..])}";
    }

    /// <summary>A host that can't ask throws one of these by its kind: no user interface, -NonInteractive, a prompt never implemented.</summary>
    private static T Prompt<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (Exception e) when (e is HostException or PSInvalidOperationException or NotImplementedException or PSNotImplementedException)
        {
            throw new ProblemException(CommandProblems.ConfirmationRequired(), e);
        }
    }

    private ProgressRecord Record(string status, int percent, ProgressRecordType type) =>
        new(ActivityId(command.CommandName), command.CommandName, status) { PercentComplete = percent, RecordType = type };

    /// <summary>FNV-1a of the command's name: the same in every call, and its own for each command of a pipeline.</summary>
    private static int ActivityId(string name)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)(hash & int.MaxValue);
    }
}
