using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>A combined broker and controller as a process of its own.</summary>
internal sealed class LocalBroker(LocalNode node, string logPath, Func<ServerProcess> launch)
{
    private ServerProcess _process = launch();

    public int Id => node.Id;

    public LocalNode Node => node;

    /// <summary>File that all its output goes to; it grows through restarts.</summary>
    public string LogPath => logPath;

    public int ProcessId => _process.Id;

    public bool IsRunning => _process.IsRunning;

    public string State => _process switch
    {
        { IsRunning: false } => "Down",
        { IsFrozen: true } => "Frozen",
        _ => "Up",
    };

    public void Kill() => _process.Kill();

    public void Freeze() => _process.Freeze();

    public void Thaw() => _process.Thaw();

    /// <summary>Lets it go on where it is frozen, starts it again where it is down.</summary>
    public async Task ResumeAsync()
    {
        if (_process.IsRunning)
        {
            _process.Thaw();
            return;
        }

        await _process.DisposeAsync().ConfigureAwait(false);
        _process = launch();
    }

    /// <summary>What it logged: warnings and worse.</summary>
    public string Log()
    {
        using var reader = new StreamReader(new FileStream(logPath, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
