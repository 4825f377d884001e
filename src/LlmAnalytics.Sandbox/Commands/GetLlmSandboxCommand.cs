using System.Management.Automation;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>The sandboxes that run in this session, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "LlmSandbox")]
[OutputType(typeof(LlmSandbox))]
public sealed class GetLlmSandboxCommand : SandboxCommand
{
    /// <summary>Names or patterns; all where none is given.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SandboxNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WriteObject(Named(Name), enumerateCollection: true);
    }
}
