using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LlmAnalytics.Console.CommandLine;
using LlmAnalytics.Console.Hosting;
using LlmAnalytics.Console.Interactive;
using Microsoft.PowerShell;

namespace LlmAnalytics.Console.Running;

/// <summary>A runspace of PowerShell's engine with the modules imported, on this console.</summary>
internal sealed class Session : IDisposable
{
    private readonly ConsoleUserInterface _ui;
    private readonly ConsoleHost _host;
    private readonly Runspace _runspace;

    private Session(ConsoleUserInterface ui, ConsoleHost host, Runspace runspace)
    {
        _ui = ui;
        _host = host;
        _runspace = runspace;
    }

    /// <summary>What <c>exit</c> was called with; null before.</summary>
    public int? ExitCode => _host.ExitCode;

    /// <summary>Opens the runspace and imports modules, one after the other: a later one may need an earlier.</summary>
    /// <param name="streams">The console.</param>
    /// <param name="interactive">False where prompts fail at once.</param>
    /// <param name="manifests">The modules' manifests.</param>
    /// <exception cref="RuntimeException">A module can't be imported.</exception>
    public static Session Open(ConsoleStreams streams, bool interactive, params IEnumerable<string> manifests)
    {
        PSStyle.Instance.OutputRendering = streams.ColoredOutput ? OutputRendering.Host : OutputRendering.PlainText;
        var ui = new ConsoleUserInterface(streams, interactive);
        var host = new ConsoleHost(ui);
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry(WatchOutputCommand.CommandName, typeof(WatchOutputCommand), helpFileName: null));
        if (OperatingSystem.IsWindows())
        {
            // Without a PowerShell that has set one up the policy is Restricted, which refuses the module's views.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        try
        {
            foreach (var manifest in manifests)
            {
                using var shell = PowerShell.Create(runspace);
                shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
            }

            return new Session(ui, host, runspace);
        }
        catch
        {
            runspace.Dispose();
            throw;
        }
    }

    /// <summary>Runs the text of a command.</summary>
    public Outcome Run(string script, ConsoleOptions options) =>
        Run(shell => shell.AddScript(script), new ScriptRun { Json = options.Json, BoolIsVerdict = ScriptRun.EndsInTest(script) });

    /// <summary>Runs a script with arguments as a shell gives them: <c>-Name value</c>, <c>-Switch</c>, or a value by position.</summary>
    /// <remarks>What it gives to <c>exit</c> PowerShell keeps as <c>$LASTEXITCODE</c>.</remarks>
    public Outcome RunFile(string path, ConsoleOptions options)
    {
        var outcome = Run(shell => ScriptArguments.Add(shell.AddCommand(path), options.Arguments), new ScriptRun { Json = options.Json });
        if (_runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int and not 0 and var code)
        {
            _host.SetShouldExit(code);
        }

        return outcome;
    }

    /// <summary>What a line may become, as PowerShell completes it.</summary>
    public LineCompletion Complete(string line, int cursor)
    {
        using var shell = PowerShell.Create(_runspace);
        var found = CommandCompletion.CompleteInput(line, cursor, options: null, shell);
        var (start, length) = (found.ReplacementIndex, found.ReplacementLength);
        return new([.. found.CompletionMatches.Select(match =>
            (line[..start] + match.CompletionText + line[(start + length)..], start + match.CompletionText.Length))]);
    }

    public void Dispose()
    {
        _ui.EndProgress();
        _runspace.Dispose();
    }

    private Outcome Run(Action<PowerShell> add, ScriptRun run)
    {
        using var shell = PowerShell.Create(_runspace);
        add(shell);
        run.ShowOutputOf(shell);
        using var stop = Interruption.Of(shell);
        var wasStopped = false;
        try
        {
            shell.Invoke(input: null, new PSInvocationSettings { Host = _host, AddToHistory = true });
        }
        catch (PipelineStoppedException)
        {
            run.Outcome.HasErrors = true;
            wasStopped = true; // by a key at a question, too
        }
        catch (IncompleteParseException e)
        {
            run.Outcome.HasErrors = true;
            // The view of errors shows nothing of it.
            _ui.WriteErrorLine($"ParserError: {e.Message}");
        }
        catch (RuntimeException e)
        {
            run.Outcome.HasErrors = true;
            Show(e.ErrorRecord);
        }

        _ui.EndProgress();
        run.Outcome.WasStopped = stop.Requested || wasStopped;
        return run.Outcome;
    }

    /// <summary>An error that ended the pipeline, in the view of errors: only those that a command writes does the engine lead to stderr itself.</summary>
    private void Show(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default");
        _ui.ShowsError = true;
        try
        {
            shell.Invoke(new[] { error }, new PSInvocationSettings { Host = _host });
        }
        finally
        {
            _ui.ShowsError = false;
        }
    }
}
