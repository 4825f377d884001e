using System.Collections;
using System.Management.Automation;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>
/// Completes the names of the topics that exist, from the connection given or the current one. Never opens a connection, and gives up after two seconds.
/// </summary>
public sealed class LiveTopicCompleter : LlmCompleter
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    private protected override IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters)
    {
        var given = boundParameters["Connection"] is PSObject wrapped ? wrapped.BaseObject : boundParameters["Connection"];
        if ((given as KafkaConnection ?? RunspaceConnections.OfThisRunspace.Current) is not { Cluster.IsClosed: false } connection)
        {
            return [];
        }

        using var limit = new CancellationTokenSource(Limit);
        var token = limit.Token;
        var names = Task.Run(() => connection.Cluster.Topics.GetNamesAsync(token), token);
        return PipelinePump.TryWait(names, Limit) && names.IsCompletedSuccessfully
            ? names.GetAwaiter().GetResult().Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, $"Topic on {connection.BootstrapServers}"))
            : [];
    }
}
