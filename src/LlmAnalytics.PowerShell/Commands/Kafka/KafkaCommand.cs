using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>A command that works on a Kafka cluster, over the connection that <see cref="ConnectionChoice{TConnection}"/> chooses.</summary>
public abstract class KafkaCommand : KafkaEndpointCommand
{
    private readonly ConnectionChoice<KafkaConnection> _choice = new(ConnectionKinds.Kafka);

    private protected KafkaCommand()
    {
    }

    /// <summary>An open connection, as <c>Connect-LlmKafka</c> returns it. It stays open.</summary>
    [Parameter]
    [ValidateNotNull]
    public KafkaConnection? Connection { get; set; }

    /// <summary>Works on the cluster, on the thread pool.</summary>
    private protected abstract Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        _choice.Check(this, Connection, nameof(BootstrapServer), nameof(ConfigFile), nameof(Property), nameof(Credential));
        base.Prepare();
        _choice.Make(Connection, !Request.IsEmpty);
    }

    /// <inheritdoc/>
    private protected sealed override Task RunAsync(CancellationToken cancellationToken) => _choice.RunAsync(
        () => EngineHost.Engine.Kafka.Open(Request, Caller), connection => RunAsync(connection.Cluster, cancellationToken));
}
