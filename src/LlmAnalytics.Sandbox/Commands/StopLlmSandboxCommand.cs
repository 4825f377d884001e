using System.Management.Automation;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>Ends sandboxes: those given, else all of this session. What they held is gone.</summary>
[Cmdlet(VerbsLifecycle.Stop, "LlmSandbox", SupportsShouldProcess = true)]
[OutputType(typeof(LlmSandbox))]
public sealed class StopLlmSandboxCommand : SandboxCommand
{
    private readonly List<LlmSandbox> _given = [];

    /// <summary>The sandboxes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public LlmSandbox[]? Sandbox { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _given.AddRange(Sandbox ?? Running);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var sandbox in _given.Distinct().Where(sandbox => sandbox.State == "Running" && ShouldProcess(sandbox.Name, "Stop")))
        {
            new SessionConnections(sandbox).Close();
            WriteObject(Await(async _ =>
            {
                await sandbox.DisposeAsync().ConfigureAwait(false);
                return sandbox;
            }));
        }
    }
}
