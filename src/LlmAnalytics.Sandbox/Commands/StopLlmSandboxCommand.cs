using System.Management.Automation;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>Ends sandboxes: those given, else all of this session. What they held is gone.</summary>
[Cmdlet(VerbsLifecycle.Stop, "LlmSandbox", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(LlmSandbox))]
public sealed class StopLlmSandboxCommand : SandboxCommand
{
    private const string NameSet = "Name";
    private const string SandboxSet = "Sandbox";
    private readonly List<LlmSandbox> _given = [];

    /// <summary>Names or patterns; all where none is given.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SandboxNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The sandboxes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SandboxSet)]
    public LlmSandbox[] Sandbox { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _given.AddRange(ParameterSetName == SandboxSet ? Sandbox : Named(Name));

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
