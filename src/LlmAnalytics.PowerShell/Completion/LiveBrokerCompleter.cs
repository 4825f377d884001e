using System.Globalization;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Formatting;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the ids of the brokers. What has answered when the time is up is shown: one silent broker doesn't cost the list.</summary>
public sealed class LiveBrokerCompleter : LiveCompleter
{
    /// <summary>Less than the base's limit, so that what was found by then still counts.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    private protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(KafkaConnection connection, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var found = new List<KafkaBroker>();
        try
        {
            await foreach (var broker in connection.Cluster.Health.GetBrokersAsync(new BrokerQuery(), new SilentOperation(), limit.Token))
            {
                found.Add(broker);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The time is up: those found are better than none.
        }

        return
        [
            .. found.OrderBy(broker => broker.Id).Select(broker =>
                KeyValuePair.Create(broker.Id.ToString(CultureInfo.InvariantCulture), $"Broker {Display.BrokerAddress(broker)} ({broker.State})")),
        ];
    }
}
