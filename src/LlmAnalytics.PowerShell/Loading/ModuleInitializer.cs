using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Connections;

namespace LlmAnalytics.PowerShell.Loading;

/// <summary>What PowerShell calls when the module comes and goes. Importing loads nothing of <c>deps/</c> and touches no network.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>
    /// Refuses to run with the contract of another version, which another copy of the module can have brought into the session: .NET binds by name and
    /// would fail later, in the middle of a command, with a missing member.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another version's <c>LlmAnalytics.Abstractions</c> is loaded in this process.</exception>
    public void OnImport()
    {
        var own = typeof(ModuleInitializer).Assembly.GetName().Version;
        var shared = typeof(IEngine).Assembly;
        if (shared.GetName().Version != own)
        {
            throw new InvalidOperationException(
                $"LlmAnalytics {own} can't be used here: version {shared.GetName().Version} is loaded already, from {shared.Location}. Start a new PowerShell session.");
        }
    }

    /// <summary>Closes the connections that this runspace opened.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        RunspaceConnections<KafkaConnection>.CloseOfThisRunspace();
        RunspaceConnections<RedisConnection>.CloseOfThisRunspace();
    }
}
