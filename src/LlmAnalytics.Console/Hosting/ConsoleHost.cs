using System.Globalization;
using System.Management.Automation.Host;

namespace LlmAnalytics.Console.Hosting;

/// <summary>The host that PowerShell's engine sees: this process and its terminal.</summary>
internal sealed class ConsoleHost(ConsoleUserInterface ui) : PSHost
{
    /// <summary>What <c>exit</c> was called with; null before.</summary>
    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "LlmAnalytics console";

    public override PSHostUserInterface UI => ui;

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This console has no nested prompts.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This console has no nested prompts.");

    /// <summary>A native program is about to write: nothing of ours is kept back.</summary>
    public override void NotifyBeginApplication() => ui.EndProgress();

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
