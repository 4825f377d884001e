using System.Management.Automation;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Tests.Fakes;

/// <summary>A command whose work is written in the test.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Probe", SupportsShouldProcess = true)]
internal sealed class ProbeCommand : LlmCommand
{
    /// <summary>What the command does.</summary>
    public static Func<Probe, CancellationToken, Task> Body { get; set; } = (_, _) => Task.CompletedTask;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken) => await Body(new Probe(Post, Caller), cancellationToken);
}

/// <summary>What the work can do to the pipeline.</summary>
internal sealed record Probe(Action<object> Write, CommandOperation Operation);
