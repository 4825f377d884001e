using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LlmAnalytics.Bench.Hosts;

/// <summary>The module in a PowerShell engine of this process.</summary>
internal sealed class ModuleHost : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleHost(string module)
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        Invoke("Import-Module", new() { ["Name"] = module });
    }

    /// <summary>Runs one command.</summary>
    /// <exception cref="InvalidOperationException">It wrote an error.</exception>
    public IReadOnlyList<PSObject> Invoke(string command, Dictionary<string, object>? parameters = null)
    {
        using var shell = PowerShell.Create(_runspace);
        var results = shell.AddCommand(command).AddParameters(parameters ?? []).Invoke();
        return shell.Streams.Error.Count == 0 ? results : throw new InvalidOperationException($"{command}: {shell.Streams.Error[0]}");
    }

    /// <summary>Runs one command on a cluster that may be ill: its errors, the one that ended it too, are part of the answer, beside the rows that came before them.</summary>
    public (IReadOnlyList<PSObject> Results, IReadOnlyList<ErrorRecord> Errors) InvokeOnIll(string command, Dictionary<string, object> parameters)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand(command).AddParameters(parameters);
        List<PSObject> results = [];
        try
        {
            shell.Invoke(null, results);
            return (results, [.. shell.Streams.Error]);
        }
        catch (RuntimeException e)
        {
            return (results, [.. shell.Streams.Error, e.ErrorRecord]);
        }
    }

    public void Dispose() => _runspace.Dispose();
}
