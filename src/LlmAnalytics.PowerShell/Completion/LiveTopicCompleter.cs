namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the names of the topics that exist.</summary>
public sealed class LiveTopicCompleter : LiveCompleter<KafkaConnection>
{
    /// <inheritdoc/>
    private protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(KafkaConnection connection, CancellationToken cancellationToken)
    {
        var names = await connection.Cluster.Topics.GetNamesAsync(cancellationToken);
        return [.. names.Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, $"Topic on {connection.BootstrapServers}"))];
    }
}
