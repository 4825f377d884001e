using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace LlmAnalytics.Console.Running;

/// <summary>One run of a command or script: what it is, and what it comes to.</summary>
internal sealed class ScriptRun
{
    /// <summary>Results as JSON in place of views.</summary>
    public bool Json { get; init; }

    /// <summary>True where a bare bool is a verdict: <c>Test-* -Quiet</c> ends the only pipeline.</summary>
    public bool BoolIsVerdict { get; init; }

    public Outcome Outcome { get; } = new();

    /// <summary>True where the text is one pipeline that a <c>Test-*</c> command ends.</summary>
    public static bool EndsInTest(string script) =>
        Parser.ParseInput(script, out _, out _) is { EndBlock.Statements: [.., PipelineAst { PipelineElements: [.., CommandAst command] }] }
        && command.GetCommandName()?.StartsWith("Test-", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Lets what the shell runs so far go by this run, and to the views.</summary>
    public void ShowOutputOf(PowerShell shell)
    {
        var watch = new Command(WatchOutputCommand.CommandName) { MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output };
        watch.Parameters.Add(nameof(WatchOutputCommand.Run), this);
        shell.Commands.AddCommand(watch);
        shell.AddCommand("Out-Default");
    }
}
