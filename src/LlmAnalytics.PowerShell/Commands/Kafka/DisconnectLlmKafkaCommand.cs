using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>
/// Closes connections to Kafka: the current one, those given, or all of this session. After the current one none is current until the next
/// <c>Connect-LlmKafka</c>, even where others are open.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, "LlmKafka", DefaultParameterSetName = "Connection")]
public sealed class DisconnectLlmKafkaCommand : LlmCommand
{
    private readonly List<KafkaConnection> _chosen = [];
    private RunspaceConnections<KafkaConnection>? _connections;

    /// <summary>The connections to close; the current one where none are given. Closing a closed one does nothing.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "Connection")]
    [ValidateNotNull]
    public KafkaConnection[]? Connection { get; set; }

    /// <summary>Closes every connection that this session opened.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "All")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    private protected override void Collect()
    {
        _connections = RunspaceConnections<KafkaConnection>.OfThisRunspace;
        _chosen.AddRange(All ? _connections.Open
            : Connection ?? [_connections.Current ?? throw new ProblemException(CommandProblems.NoCurrentConnection())]);
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in _chosen)
        {
            // Forgotten first: whatever closing meets, no later command finds half a connection.
            _connections!.Forget(connection);
            await connection.DisposeAsync().AsTask().WaitAsync(cancellationToken);
        }
    }
}
