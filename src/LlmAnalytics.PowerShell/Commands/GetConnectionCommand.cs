using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Connections;

namespace LlmAnalytics.PowerShell.Commands;

/// <summary>Lists the connections of one kind that this session has open, the oldest first. The view marks the current one.</summary>
public abstract class GetConnectionCommand<TConnection> : PSCmdlet
    where TConnection : class, IServerConnection
{
    private protected GetConnectionCommand()
    {
    }

    /// <summary>Only the one that commands use when they are given none.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        var connections = RunspaceConnections<TConnection>.OfThisRunspace;
        foreach (var connection in connections.Open.Where(connection => !Current || connection == connections.Current))
        {
            WriteObject(connection);
        }
    }
}
