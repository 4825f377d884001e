using System.Management.Automation;
using LlmAnalytics.Console.Json;

namespace LlmAnalytics.Console.Running;

/// <summary>
/// Stands between what runs and what shows it: looks at each object for the exit code, and keeps results back for <c>-Json</c>. Errors pass in any case. Only the console
/// itself calls it.
/// </summary>
[Cmdlet("Watch", "LlmConsoleOutput")]
public sealed class WatchOutputCommand : PSCmdlet
{
    internal const string CommandName = "Watch-LlmConsoleOutput";
    private readonly List<object?> _kept = [];

    /// <summary>A result, or an error.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The run that the objects come from.</summary>
    [Parameter(Mandatory = true)]
    public object Run { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var run = (ScriptRun)Run;
        if (InputObject is not null)
        {
            run.Outcome.Look(InputObject, run.BoolIsVerdict);
        }

        if (run.Json && InputObject?.BaseObject is not ErrorRecord)
        {
            _kept.Add(InputObject);
        }
        else
        {
            WriteObject(InputObject, enumerateCollection: false);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (((ScriptRun)Run).Json && _kept.Count > 0)
        {
            var json = new JsonText(WriteWarning);
            WriteObject(json.Write(_kept.Count == 1 ? _kept[0] : _kept));
        }
    }
}
