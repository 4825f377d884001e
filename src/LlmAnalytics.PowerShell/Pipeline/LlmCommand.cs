using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Pipeline;

/// <summary>
/// The base of every command that talks to a server. Input is collected while the pipeline delivers it; the work runs once, at its end, on the thread pool,
/// while the pipeline thread writes what the work posts. Ctrl+C and <see cref="TimeoutSec"/> cancel the work, which is then awaited.
/// </summary>
public abstract class LlmCommand : PSCmdlet, IDisposable
{
    private readonly Deadline _deadline = new();
    private readonly PipelinePump _pump;
    private readonly CommandOperation _operation;
    private bool _hadInput;

    private protected LlmCommand()
    {
        _pump = new PipelinePump(_deadline);
        _operation = new CommandOperation(this, _pump);
    }

    /// <summary>
    /// The time in seconds after which the whole command gives up. The time in which you are asked for confirmation doesn't count. The default is twice the 30 s
    /// for which brokers hold on to a frozen controller, so that a change outlives its replacement.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>The name under which the command was called, for progress and messages.</summary>
    internal string CommandName => MyInvocation.MyCommand?.Name ?? GetType().Name;

    /// <summary>What the engine tells and asks during <see cref="RunAsync"/>.</summary>
    private protected CommandOperation Caller => _operation;

    /// <summary>False where the input left nothing to do: the work is not started, nothing is connected to.</summary>
    private protected virtual bool HasWork => true;

    /// <summary>Looks at the parameters that don't come from the pipeline. A <see cref="ProblemException"/> ends the command.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>Takes one pipeline object's parameters. Called once without a pipeline, never for an empty one. A <see cref="ProblemException"/> ends the command.</summary>
    private protected virtual void Collect()
    {
    }

    /// <summary>Does the work, on the thread pool. A <see cref="ProblemException"/> becomes the terminating error.</summary>
    private protected abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Writes an object to the pipeline. Safe to call from any thread during <see cref="RunAsync"/>.</summary>
    private protected void Post(object value) => _pump.Post(() => WriteObject(value));

    /// <summary>Writes results as they come.</summary>
    private protected async Task PostAsync<T>(IAsyncEnumerable<T> results)
        where T : notnull
    {
        await foreach (var result in results)
        {
            Post(result);
        }
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => OrTerminate(Prepare);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        _hadInput = true;
        OrTerminate(Collect);
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        // An empty pipeline means "none of them", never "all".
        if (!_hadInput || !HasWork)
        {
            return;
        }

        _deadline.Start(TimeSpan.FromSeconds(TimeoutSec));
        Exception? failure;
        try
        {
            failure = _pump.Run(() => RunAsync(_deadline.Token));
        }
        finally
        {
            if (_operation.ShowedProgress)
            {
                _operation.EndProgress();
            }
        }

        switch (failure)
        {
            case null:
                return;
            case OperationCanceledException when _deadline.Stopped:
                throw new PipelineStoppedException();
            case OperationCanceledException when _deadline.Passed:
                ThrowTerminatingError(ErrorRecordFactory.Create(CommandProblems.Timeout(CommandName, TimeoutSec), failure));
                return;
            default:
                ThrowTerminatingError(ErrorRecordFactory.Create(failure));
                return;
        }
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _deadline.Stop();

    /// <summary>Ends the deadline's clock.</summary>
    public void Dispose()
    {
        _deadline.Dispose();
        GC.SuppressFinalize(this);
    }

    private void OrTerminate(Action step)
    {
        try
        {
            step();
        }
        catch (ProblemException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(e));
        }
    }
}
