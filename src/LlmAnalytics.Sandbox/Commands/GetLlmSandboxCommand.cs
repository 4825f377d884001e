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
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = Running.Where(sandbox => pattern.IsMatch(sandbox.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(Record(new SandboxException("NoSandbox", $"No sandbox {name} runs in this session.", "Get-LlmSandbox lists those that do."), name));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }
}
