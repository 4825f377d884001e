using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Session = System.Management.Automation.PowerShell;

namespace LlmAnalytics.PowerShell.Tests.Hosting;

/// <summary>A runspace of the real PowerShell engine with the assembled module imported.</summary>
internal sealed class PowerShellHost : IDisposable
{
    private readonly Runspace _runspace;

    /// <param name="import">False for a runspace without the module.</param>
    /// <param name="commands">Commands of the tests' own, by name.</param>
    public PowerShellHost(bool import = true, params (string Name, Type Type)[] commands)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var (name, type) in commands)
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFileName: null));
        }

        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
        if (import)
        {
            Import();
        }
    }

    public AnsweringHost Host { get; } = new();

    /// <summary>Imports the module; with its name in the manifest's place where a test wants that.</summary>
    public RunResult Import(string arguments = "") => Run($"Import-Module '{ModuleFiles.Manifest}' {arguments} -ErrorAction Stop");

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="variables">Variables to set before.</param>
    public RunResult Run(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = Shell(script, variables);
        var output = new PSDataCollection<PSObject>();
        Exception? terminated = null;
        try
        {
            shell.Invoke(input: null, output);
        }
        catch (RuntimeException e)
        {
            terminated = e;
        }

        return Result(shell, output, terminated);
    }

    /// <summary>Runs a script and stops it, as Ctrl+C does, when a condition holds.</summary>
    /// <returns>What it wrote, and how long the stop took.</returns>
    public async Task<(RunResult Result, TimeSpan StopTook)> RunAndStopAsync(string script, Task when)
    {
        using var shell = Shell(script, []);
        var output = new PSDataCollection<PSObject>();
        var running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        await when.WaitAsync(TimeSpan.FromSeconds(20));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);
        var took = clock.Elapsed;
        Exception? terminated = null;
        try
        {
            shell.EndInvoke(running);
        }
        catch (RuntimeException e)
        {
            terminated = e;
        }

        return (Result(shell, output, terminated), took);
    }

    public void Dispose() => _runspace.Dispose();

    private Session Shell(string script, (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }

        var shell = Session.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    private static RunResult Result(Session shell, PSDataCollection<PSObject> output, Exception? terminated) => new()
    {
        Output = [.. output],
        Errors = [.. shell.Streams.Error],
        Terminated = terminated,
        Warnings = [.. shell.Streams.Warning.Select(record => record.Message)],
        Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)],
        Progress = [.. shell.Streams.Progress],
    };
}
