using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Commands;

/// <summary>
/// Closes connections of one kind: the current one, those given, or all of this session. After the current one none is current until the next is opened, even where
/// others are open.
/// </summary>
public abstract class DisconnectCommand<TConnection> : LlmCommand
    where TConnection : class, IServerConnection
{
    private readonly List<TConnection> _chosen = [];
    private readonly ConnectionKind<TConnection> _kind;
    private RunspaceConnections<TConnection>? _connections;

    private protected DisconnectCommand(ConnectionKind<TConnection> kind) => _kind = kind;

    /// <summary>The connections to close; the current one where none are given. Closing a closed one does nothing.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "Connection")]
    [ValidateNotNull]
    public TConnection[]? Connection { get; set; }

    /// <summary>Closes every connection that this session opened.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "All")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    private protected sealed override void Collect()
    {
        _connections = RunspaceConnections<TConnection>.OfThisRunspace;
        _chosen.AddRange(All ? _connections.Open
            : Connection ?? [_connections.Current ?? throw new ProblemException(CommandProblems.NoCurrentConnection(_kind.Disposed, _kind.Server))]);
    }

    /// <inheritdoc/>
    private protected sealed override async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in _chosen)
        {
            // Forgotten first: whatever closing meets, no later command finds half a connection.
            _connections!.Forget(connection);
            await connection.DisposeAsync().AsTask().WaitAsync(cancellationToken);
        }
    }
}
