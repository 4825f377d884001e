using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>Lets a parameter of type <see cref="LlmSandbox"/> take a sandbox' name too.</summary>
public sealed class SandboxNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentTransformationMetadataException">No sandbox of this name runs in this session.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapper ? wrapper.BaseObject : inputData) is string name ? Find(name) : inputData;

    private static LlmSandbox Find(string name) =>
        SandboxRegistry.Of(Runspace.DefaultRunspace).FirstOrDefault(sandbox => sandbox.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentTransformationMetadataException($"No sandbox '{name}' runs in this session. Get-LlmSandbox lists those that do.");
}
