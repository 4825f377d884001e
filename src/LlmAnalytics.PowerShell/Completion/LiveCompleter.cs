using System.Collections;
using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>
/// The base of completers that ask the cluster, over the connection given or the current one. They never open a connection, and give up after two seconds.
/// </summary>
public abstract class LiveCompleter<TConnection> : LlmCompleter
    where TConnection : class, IServerConnection
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private protected LiveCompleter()
    {
    }

    /// <summary>Asks the cluster for the values to choose from, each with its tooltip.</summary>
    private protected abstract Task<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(TConnection connection, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected sealed override IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters)
    {
        var given = boundParameters["Connection"] is PSObject wrapped ? wrapped.BaseObject : boundParameters["Connection"];
        if ((given as TConnection ?? RunspaceConnections<TConnection>.OfThisRunspace.Current) is not { } connection || connection.IsClosed())
        {
            return [];
        }

        using var limit = new CancellationTokenSource(Limit);
        var token = limit.Token;
        var values = Task.Run(() => AskAsync(connection, token), token);
        return PipelinePump.TryWait(values, Limit) && values.IsCompletedSuccessfully ? values.GetAwaiter().GetResult() : [];
    }
}
