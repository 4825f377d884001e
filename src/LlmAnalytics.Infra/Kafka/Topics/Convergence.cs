using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>
/// Waits until a change that the controller made shows on every broker: they learn of it one by one, within milliseconds when all is well. A broker that
/// doesn't answer is named and left behind; the others are waited for to the end.
/// </summary>
internal sealed class Convergence(ClusterClient cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks every broker again and again until its answer shows the change.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="missing">What an answer still lacks; null where it lacks nothing.</param>
    /// <param name="cancellationToken">Ends the wait; what is lacking then is in the result.</param>
    /// <returns>A line for each broker that doesn't show the change: down, silent or late. Empty where all do.</returns>
    public async Task<IReadOnlyList<Laggard>> WaitAsync<TResponse>(
        KafkaRequest<TResponse> request, Func<TResponse, string?> missing, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        var laggards = await Task.WhenAll(cluster.Brokers.Select(broker => WaitAsync(broker, request, missing, cancellationToken))).ConfigureAwait(false);
        return [.. laggards.OfType<Laggard>()];
    }

    private async Task<Laggard?> WaitAsync<TResponse>(
        Broker broker, KafkaRequest<TResponse> request, Func<TResponse, string?> missing, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        string? lacking = null;
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            try
            {
                lacking = missing(await cluster.SendAsync(broker.EndPoint, request, Patience, cancellationToken).ConfigureAwait(false));
                if (lacking is null)
                {
                    return null;
                }

                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
            catch (BrokerConnectionException e)
            {
                return lacking is not null && cancellationToken.IsCancellationRequested
                    ? new Laggard(broker.Id, $"{broker} doesn't show it yet: {lacking}.", Answers: true)
                    : new Laggard(broker.Id, $"{broker} was not waited for: {e.Message}", Answers: false);
            }
            catch (OperationCanceledException)
            {
                return new Laggard(broker.Id, $"{broker} doesn't show it yet: {lacking}.", Answers: true);
            }
        }
    }
}

/// <summary>A broker that doesn't show a change.</summary>
/// <param name="BrokerId">Its id.</param>
/// <param name="Message">Which broker, and why.</param>
/// <param name="Answers">Whether it answers, and is only late.</param>
internal sealed record Laggard(int BrokerId, string Message, bool Answers);
