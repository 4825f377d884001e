using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Health;

/// <summary>
/// Kills, freezes, thaws and restarts brokers at random, one step a call. At least one broker stays up at any time. The choices are seeded; what state a broker is in
/// when its turn comes depends on how fast it started.
/// </summary>
internal sealed class BrokerFaults(KafkaTestCluster cluster, int seed) : IDisposable
{
    private const int KilledStarts = 50;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly Random _random = new(seed);
    private readonly Dictionary<int, Task> _starts = [];
    private readonly CancellationTokenSource _stop = new();

    private enum State
    {
        Up,
        Starting,
        Frozen,
        Dead,
    }

    /// <summary>What the brokers are doing.</summary>
    public string States => string.Join(' ', cluster.Brokers.Select(StateOf));

    /// <summary>Chooses the next step, which the caller takes when it likes. Where none is possible, waits until a broker has started.</summary>
    public async Task<(string Name, Action Take)> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var choices = cluster.Brokers.SelectMany(Choices).ToList();
            if (choices.Count > 0)
            {
                return choices[_random.Next(choices.Count)];
            }

            await Task.WhenAny(_starts.Values.Where(start => !start.IsCompleted).Append(Task.Delay(Poll, cancellationToken)));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Brings all brokers back.</summary>
    public async Task HealAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();

        // A start that failed or was cancelled is made good by what follows.
        await Task.WhenAll(_starts.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await cluster.HealAsync(cancellationToken);
    }

    public void Dispose() => _stop.Dispose();

    // A start that gave up is still one until the broker is killed or ends.
    private State StateOf(KafkaTestBroker broker)
    {
        var start = _starts.GetValueOrDefault(broker.Id, Task.CompletedTask);
        return !start.IsCompleted ? State.Starting
            : !broker.IsRunning ? State.Dead
            : broker.IsFrozen ? State.Frozen
            : start.IsCompletedSuccessfully ? State.Up
            : State.Starting;
    }

    private IEnumerable<(string Name, Action Take)> Choices(KafkaTestBroker broker)
    {
        var state = StateOf(broker);
        var hasSpare = cluster.Brokers.Any(other => other != broker && StateOf(other) == State.Up);
        if (state == State.Dead)
        {
            yield return ($"restart {broker.Id}", () => _starts[broker.Id] = broker.StartAsync(_stop.Token));
        }

        if (state == State.Frozen)
        {
            yield return ($"thaw {broker.Id}", broker.Thaw);
        }

        if (state == State.Up && hasSpare)
        {
            yield return ($"freeze {broker.Id}", broker.Freeze);
        }

        // One that is starting is shot now and then only: else none would ever be up again.
        if (state == State.Frozen || (state == State.Up && hasSpare) || (state == State.Starting && _random.Next(KilledStarts) == 0))
        {
            yield return ($"kill {broker.Id}", broker.Kill);
        }
    }
}
