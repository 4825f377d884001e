using System.Diagnostics;
using System.Reflection;

namespace LlmAnalytics.Console.Tests.Hosting;

/// <summary>The console as a process of its own, its streams redirected.</summary>
internal sealed class ConsoleProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private ConsoleProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static ConsoleProcess Start(params string[] arguments)
    {
        var console = typeof(ConsoleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Console").Value!;
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", [console, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ConsoleProcess(Process.Start(start)!);
    }

    /// <summary>The next line of stdout.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(Deadline);

    /// <summary>Everything to the end.</summary>
    public async Task<TestConsole> EndAsync()
    {
        _process.StandardInput.Close();
        var output = _process.StandardOutput.ReadToEndAsync();
        var error = _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return new TestConsole(_process.ExitCode, await output, await error);
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
