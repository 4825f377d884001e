using System.Diagnostics;
using System.Reflection;

namespace LlmAnalytics.Sandbox.Tests.Commands;

/// <summary>The console with the sandbox module as a process of its own: what a person runs, and what can be killed.</summary>
internal sealed class SandboxConsole : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private SandboxConsole(Process process) => _process = process;

    /// <summary>Starts it with a command; a PATH can be given.</summary>
    public static SandboxConsole Start(string command, string? path = null, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var console = typeof(SandboxConsole).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Console").Value!;
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [console, "-Command", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SandboxConsole(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>The lines that it wrote, without the empty ones.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(string command, string? path = null, params IReadOnlyList<(string Name, string Value)> environment)
    {
        using var console = Start(command, path, environment);
        var error = console._process.StandardError.ReadToEndAsync();
        var output = await console._process.StandardOutput.ReadToEndAsync().WaitAsync(Deadline);
        await console._process.WaitForExitAsync().WaitAsync(Deadline);
        Assert.True(console._process.ExitCode == 0, $"{console._process.ExitCode}: {output} {await error}");
        return output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The next line of its output.</summary>
    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Deadline) ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit(Deadline);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
