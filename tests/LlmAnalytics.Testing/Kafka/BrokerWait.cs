using LlmAnalytics.Sandbox.LocalKafka;

namespace LlmAnalytics.Testing;

/// <summary>Waits for brokers by asking them.</summary>
internal static class BrokerWait
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProbeWait = TimeSpan.FromSeconds(2);

    /// <summary>Returns when each of the brokers answers with a list of brokers that will do, twice in a row.</summary>
    /// <exception cref="BrokerFailedException">A process ended, or the deadline passed; the message has the ends of the logs.</exception>
    public static async Task UntilAsync(
        IReadOnlyList<KafkaTestBroker> brokers, Func<IReadOnlySet<int>, bool> isEnough, TimeSpan deadline, string what, CancellationToken cancellationToken)
    {
        var end = Environment.TickCount64 + (long)deadline.TotalMilliseconds;
        // Twice: a broker just thawed answers once from what it remembers, before it learns what happened without it.
        var agreed = 0;
        while (agreed < 2)
        {
            var known = await Task.WhenAll(brokers.Select(broker =>
                BrokerProbe.TryGetBrokersAsync(KafkaTestBroker.Host, broker.Port(ListenerKind.Plaintext), ProbeWait, cancellationToken)));
            agreed = known.All(ids => ids is not null && isEnough(ids)) ? agreed + 1 : 0;
            if (brokers.FirstOrDefault(broker => !broker.IsRunning) is { } ended)
            {
                throw new BrokerFailedException($"Broker {ended.Id} ended while waiting for {what}", [ended]);
            }
            if (Environment.TickCount64 > end)
            {
                throw new BrokerFailedException($"Waited {deadline.TotalSeconds:0} s in vain for {what}", brokers);
            }
            await Task.Delay(Interval, cancellationToken);
        }
    }
}
