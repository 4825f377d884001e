using System.Diagnostics;

namespace LlmAnalytics.Testing;

/// <summary>
/// A server as a child process. Its output goes through pipes, drained here all the time, to the end of a log file: neither
/// a frozen server nor a silent test can block the other.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StreamWriter log;
    private readonly Task drained;
    private int disposed;

    private ServerProcess(Process process, string logPath)
    {
        this.process = process;
        Id = process.Id;
        log = new StreamWriter(new FileStream(logPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        drained = Task.WhenAll(DrainAsync(process.StandardOutput), DrainAsync(process.StandardError));
    }

    public int Id { get; }

    public bool IsRunning => disposed == 0 && !process.HasExited;

    public bool IsFrozen { get; private set; }

    public static ServerProcess Start(string executable, IEnumerable<string> arguments, string logPath)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start");
        process.StandardInput.Close();
        return new ServerProcess(process, logPath);
    }

    public void Freeze()
    {
        ProcessFreezer.Freeze(Id);
        IsFrozen = true;
    }

    public void Thaw()
    {
        ProcessFreezer.Thaw(Id);
        IsFrozen = false;
    }

    /// <summary>
    /// SIGKILL, which ends a frozen process too. Blocks for the few milliseconds until the system has taken it down, so that
    /// whatever the caller does next meets a dead server.
    /// </summary>
    public void Kill()
    {
        if (IsRunning)
        {
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        IsFrozen = false;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            await drained;
            await log.DisposeAsync();
            process.Dispose();
        }
    }

    private async Task DrainAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (log)
            {
                log.WriteLine(line);
            }
        }
    }
}
