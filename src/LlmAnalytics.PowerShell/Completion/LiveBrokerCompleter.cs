using System.Globalization;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Formatting;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the ids of the brokers, those included that are fenced or forgotten.</summary>
public sealed class LiveBrokerCompleter : LiveCompleter<KafkaConnection>
{
    /// <inheritdoc/>
    private protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(KafkaConnection connection, CancellationToken cancellationToken)
    {
        var ids = new SortedDictionary<int, string>();
        await foreach (var broker in connection.Cluster.Health.GetBrokersAsync(new BrokerQuery(), new SilentOperation(), cancellationToken))
        {
            ids[broker.Id] = $"Broker {Display.BrokerAddress(broker)} ({broker.State})";
        }

        return [.. ids.Select(id => KeyValuePair.Create(id.Key.ToString(CultureInfo.InvariantCulture), id.Value))];
    }
}
