using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>What PowerShell calls when the module goes.</summary>
public sealed class ModuleLifetime : IModuleAssemblyCleanup
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Ends the sandboxes of this runspace, and waits a moment for it.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Runspace.DefaultRunspace is { } runspace)
        {
            PipelineThread.TryWait(SandboxRegistry.EndAsync(runspace.InstanceId), Limit);
        }
    }
}
