using LlmAnalytics.Sandbox.LocalKafka;

namespace LlmAnalytics.Testing;

/// <summary>One broker (and controller) of a test cluster: an own process that can be killed, frozen and started again.</summary>
public sealed class KafkaTestBroker : BrokerUnderTest
{
    private readonly LocalKafkaCluster cluster;
    private readonly LocalBroker broker;

    internal KafkaTestBroker(LocalKafkaCluster cluster, LocalBroker broker, RequestCounter? counter)
        : base(broker.Id, counter) => (this.cluster, this.broker) = (cluster, broker);

    /// <summary>Id of its current (last) process.</summary>
    public int Pid => broker.ProcessId;

    /// <summary>True while its process is there, frozen or not.</summary>
    public bool IsRunning => broker.IsRunning;

    /// <summary>True after <see cref="Freeze"/>.</summary>
    public bool IsFrozen => broker.State == "Frozen";

    /// <summary>File that all its output goes to; it grows through restarts.</summary>
    public string LogPath => broker.LogPath;

    /// <inheritdoc/>
    public override int Port(ListenerKind kind) => kind == ListenerKind.Counted
        ? Counter?.Port ?? throw new ArgumentException("The cluster was started without request counters", nameof(kind))
        : broker.Node.Port(BrokerProperties.ListenerName(kind));

    /// <summary>SIGKILL: no goodbye to the controller. Returns when the process is gone.</summary>
    public void Kill() => broker.Kill();

    /// <inheritdoc/>
    public override Task KillAsync()
    {
        Kill();
        return Task.CompletedTask;
    }

    /// <summary>SIGSTOP: its ports still accept connections, nothing answers. Returns when all its threads have stopped.</summary>
    public override void Freeze() => broker.Freeze();

    /// <summary>SIGCONT.</summary>
    public override void Thaw() => broker.Thaw();

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken = default) => cluster.ResumeAsync(broker, cancellationToken);

    /// <summary>Thaws or starts the process if it does not run, and waits for nothing.</summary>
    internal Task ResumeAsync() => IsRunning && !IsFrozen ? Task.CompletedTask : broker.ResumeAsync();
}
