using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LlmAnalytics.Bench.Hosts;

/// <summary>
/// A script in a fresh PowerShell engine in this very process, its output as text on the console: what a cold process runs where the machine has no pwsh.
/// </summary>
internal static class ConsoleHost
{
    public static int Run(string script)
    {
        using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        foreach (var line in shell.AddScript(script).AddCommand("Out-String").Invoke<string>())
        {
            Console.Write(line);
        }

        foreach (var error in shell.Streams.Error)
        {
            Console.Error.WriteLine(error);
        }

        return shell.HadErrors ? 1 : 0;
    }
}
