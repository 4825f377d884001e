using System.Management.Automation;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>
/// Connects to a Kafka cluster and makes it the one that the other Kafka commands of this session use. A connection opened before stays open and can be given
/// to them by <c>-Connection</c>.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "LlmKafka")]
[OutputType(typeof(KafkaConnection))]
public sealed class ConnectLlmKafkaCommand : KafkaEndpointCommand
{
    private RunspaceConnections<KafkaConnection>? _connections;

    /// <inheritdoc/>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("BootstrapServers")]
    public override string[]? BootstrapServer { get; set; }

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        _connections = RunspaceConnections<KafkaConnection>.OfThisRunspace;
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var connection = await EngineHost.Engine.Kafka.ConnectAsync(Request, Caller, cancellationToken);
        _connections!.Add(connection);
        Post(connection);
    }
}
