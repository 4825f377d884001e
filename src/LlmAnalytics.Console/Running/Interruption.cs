using System.Management.Automation;

namespace LlmAnalytics.Console.Running;

/// <summary>Ctrl+C while something runs: the first stops the pipeline, the second ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PowerShell _shell;

    private Interruption(PowerShell shell)
    {
        _shell = shell;
        SystemConsole.CancelKeyPress += OnCancel;
    }

    /// <summary>True once it was pressed.</summary>
    public bool Requested { get; private set; }

    /// <summary>From now until it is disposed of, Ctrl+C stops this pipeline.</summary>
    public static Interruption Of(PowerShell shell) => new(shell);

    public void Dispose() => SystemConsole.CancelKeyPress -= OnCancel;

    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = !Requested;
        if (!Requested)
        {
            Requested = true;
            // Not awaited: the pipeline's own thread sees it, and this one belongs to the terminal.
            _shell.BeginStop(_shell.EndStop, state: null);
        }
    }
}
