using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>One broker (and controller) of a test cluster: an own process that can be killed, frozen and started again.</summary>
public sealed class KafkaTestBroker : BrokerUnderTest
{
    private readonly NodeLayout layout;
    private readonly Func<ServerProcess> launch;
    private readonly TimeSpan deadline;
    private ServerProcess process;

    internal KafkaTestBroker(NodeLayout layout, RequestCounter? counter, string logPath, TimeSpan deadline, Func<ServerProcess> launch)
        : base(layout.Id, counter)
    {
        this.layout = layout;
        this.launch = launch;
        this.deadline = deadline;
        LogPath = logPath;
        process = launch();
    }

    /// <summary>Id of its current (last) process.</summary>
    public int Pid => process.Id;

    /// <summary>True while its process is there, frozen or not.</summary>
    public bool IsRunning => process.IsRunning;

    /// <summary>True after <see cref="Freeze"/>.</summary>
    public bool IsFrozen => process.IsFrozen;

    /// <summary>File that all its output goes to; it grows through restarts.</summary>
    public string LogPath { get; }

    /// <inheritdoc/>
    public override int Port(ListenerKind kind) => layout.Ports.TryGetValue(kind, out var port)
        ? port
        : throw new ArgumentException($"The cluster was started without the listener {kind}", nameof(kind));

    /// <summary>SIGKILL: no goodbye to the controller. Returns when the process is gone.</summary>
    public void Kill() => process.Kill();

    /// <inheritdoc/>
    public override Task KillAsync()
    {
        Kill();
        return Task.CompletedTask;
    }

    /// <summary>SIGSTOP: its ports still accept connections, nothing answers. Returns when all its threads have stopped.</summary>
    public override void Freeze() => process.Freeze();

    /// <summary>SIGCONT.</summary>
    public override void Thaw() => process.Thaw();

    /// <summary>Starts it again after <see cref="KillAsync"/>; returns when it has registered and answers.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await LaunchAsync();
        await BrokerWait.UntilAsync(
            [this], known => known.Contains(Id), deadline, $"broker {Id} to register", cancellationToken);
    }

    /// <summary>The last lines of its log.</summary>
    public string LogTail(int lines = 40)
    {
        using var reader = new StreamReader(new FileStream(LogPath, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(lines));
    }

    /// <summary>Starts the process if it is not running, and waits for nothing.</summary>
    internal async Task LaunchAsync()
    {
        if (!process.IsRunning)
        {
            await process.DisposeAsync();
            process = launch();
        }
    }
}
