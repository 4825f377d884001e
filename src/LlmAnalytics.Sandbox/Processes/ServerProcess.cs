using System.Diagnostics;

namespace LlmAnalytics.Sandbox.Processes;

/// <summary>
/// A server as a child process that doesn't outlive this one, however that ends; see <see cref="Supervision"/>. Its output goes through pipes, drained here all the
/// time, to the end of a log file: neither a frozen server nor a silent host can block the other.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan KillWait = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly StreamWriter _guard;
    private readonly StreamWriter _log;
    private readonly Task _drained;
    private int _disposed;
    private int _dismissed;

    private ServerProcess(Process process, string logPath)
    {
        _process = process;
        Id = process.Id;
        _guard = process.StandardInput;
        process.Exited += (_, _) => DismissGuard();
        process.EnableRaisingEvents = true;
        _log = new StreamWriter(new FileStream(logPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        _drained = Task.WhenAll(DrainAsync(process.StandardOutput), DrainAsync(process.StandardError));
    }

    /// <summary>The server's own number: what stands guard over it is another process.</summary>
    public int Id { get; }

    public bool IsRunning => _disposed == 0 && !_process.HasExited;

    public bool IsFrozen { get; private set; }

    /// <summary>Starts a server.</summary>
    /// <param name="executable">Its path.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="logPath">Where its output goes.</param>
    public static ServerProcess Start(string executable, IEnumerable<string> arguments, string logPath)
    {
        var start = Supervision.Wrap(executable, arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start");
        return new ServerProcess(process, logPath);
    }

    /// <summary>SIGSTOP: connections stay open, nothing answers.</summary>
    public void Freeze()
    {
        ProcessFreezer.Freeze(Id);
        IsFrozen = true;
    }

    /// <summary>SIGCONT.</summary>
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
            _process.Kill();
            _process.WaitForExit(KillWait);
        }

        IsFrozen = false;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            DismissGuard();
            await _drained.ConfigureAwait(false);
            await _log.DisposeAsync().ConfigureAwait(false);
            _process.Dispose();
        }
    }

    private void DismissGuard()
    {
        if (Interlocked.Exchange(ref _dismissed, 1) == 0)
        {
            Supervision.Dismiss(_guard);
        }
    }

    private async Task DrainAsync(StreamReader output)
    {
        while (await output.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            lock (_log)
            {
                _log.WriteLine(line);
            }
        }
    }
}
