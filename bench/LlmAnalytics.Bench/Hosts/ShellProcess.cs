namespace LlmAnalytics.Bench.Hosts;

/// <summary>Fresh PowerShell processes: pwsh from the path, or, where there is none, this program as a host of the same engine.</summary>
internal static class ShellProcess
{
    public const string HostCommand = "host";

    private static readonly string? Pwsh = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .FirstOrDefault(File.Exists);

    public static string Name { get; } = Pwsh is null ? "a console host of System.Management.Automation (no pwsh on the path)" : "pwsh -NoProfile -NonInteractive -Command";

    /// <summary>Runs a script from a process's start to its end.</summary>
    /// <returns>The time of the whole process, and what it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public static async Task<(TimeSpan Elapsed, string Output)> RunAsync(string script, CancellationToken cancellationToken)
    {
        var (executable, arguments) = Pwsh is null
            ? (Environment.ProcessPath!, new[] { HostCommand, script })
            : (Pwsh, ["-NoProfile", "-NonInteractive", "-Command", script]);
        var result = await ChildProcess.RunAsync(executable, arguments, cancellationToken);
        return result.ExitCode == 0
            ? (result.Elapsed, result.Output)
            : throw new InvalidOperationException($"{Name} ended with {result.ExitCode}: {result.Output}");
    }

    /// <summary>A text as a PowerShell literal.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A script that imports the module, for the start of another.</summary>
    public static string Import(string module) => $"$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; Import-Module {Quote(module)}; ";
}
