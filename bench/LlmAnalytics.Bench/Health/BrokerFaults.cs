using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Health;

/// <summary>
/// Kills, freezes, thaws and restarts brokers at random, one step a call. At least one broker stays up at any time. The choices are seeded; what state a broker is in
/// when its turn comes depends on how fast it started.
/// </summary>
internal sealed class BrokerFaults(KafkaTestCluster cluster, int seed) : IDisposable
{
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

    /// <summary>The next step; returns what was done and what it left.</summary>
    public string Step()
    {
        var broker = cluster.Brokers[_random.Next(cluster.Brokers.Count)];
        var chance = _random.Next(4);
        var step = (StateOf(broker), chance) switch
        {
            (State.Dead, _) => Restart(broker),
            (State.Frozen, 0) or (State.Starting, 0) => Kill(broker),
            (State.Frozen, _) => Thaw(broker),
            (State.Up, < 2) when HasSpare(broker) => Kill(broker),
            (State.Up, _) when HasSpare(broker) => Freeze(broker),
            _ => "nothing",
        };
        return $"{step,-9} [{string.Join(' ', cluster.Brokers.Select(StateOf))}]";
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

    private bool HasSpare(KafkaTestBroker broker) => cluster.Brokers.Any(other => other != broker && StateOf(other) == State.Up);

    private string Restart(KafkaTestBroker broker)
    {
        _starts[broker.Id] = broker.StartAsync(_stop.Token);
        return $"restart {broker.Id}";
    }

    private static string Kill(KafkaTestBroker broker)
    {
        broker.Kill();
        return $"kill {broker.Id}";
    }

    private static string Freeze(KafkaTestBroker broker)
    {
        broker.Freeze();
        return $"freeze {broker.Id}";
    }

    private static string Thaw(KafkaTestBroker broker)
    {
        broker.Thaw();
        return $"thaw {broker.Id}";
    }
}
