using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Controllers;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka;

/// <content>Faults on demand.</content>
public sealed partial class SimulatedKafkaCluster
{
    /// <summary>Ends a broker as SIGKILL would: its ports refuse, its connections break. It is fenced after <see cref="SimulatedClusterOptions.SessionTimeout"/>.</summary>
    public async Task KillAsync(int brokerId)
    {
        await Node(brokerId).StopAsync().ConfigureAwait(false);
        Silence(brokerId);
    }

    /// <summary>Starts a broker that was killed, on its old ports. Does nothing to one that runs.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">Another program has taken a port meanwhile.</exception>
    public void Start(int brokerId)
    {
        Node(brokerId).Restart();
        Revive(brokerId);
    }

    /// <summary>Makes a broker accept connections and never answer, as SIGSTOP would. It is fenced after <see cref="SimulatedClusterOptions.SessionTimeout"/>.</summary>
    public void Freeze(int brokerId)
    {
        Node(brokerId).Faults.Freeze();
        Silence(brokerId);
    }

    /// <summary>Lets a frozen broker go on; it answers what it was asked meanwhile.</summary>
    public void Thaw(int brokerId)
    {
        Node(brokerId).Faults.Thaw();
        Revive(brokerId);
    }

    /// <summary>Fences a broker at once, whatever it does: what happens after its session's time-out.</summary>
    public void Fence(int brokerId) => _services.Controller.Update(cluster => BrokerLiveness.Fence(cluster, Node(brokerId).Id));

    /// <summary>Holds back each answer of a broker.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="delay">How long; zero for not at all.</param>
    public void Slow(int brokerId, TimeSpan delay) => Node(brokerId).Faults.Delay = delay;

    /// <summary>Makes a broker answer requests of a kind with an error, without doing what they ask.</summary>
    /// <param name="brokerId">The broker; null for all.</param>
    /// <param name="api">The kind of request.</param>
    /// <param name="error">The error; <see cref="ErrorCode.None"/> to answer as usual again.</param>
    /// <param name="times">How often; null for always.</param>
    public void InjectError(int? brokerId, ApiKey api, ErrorCode error, int? times = null)
    {
        foreach (var id in brokerId is { } one ? [one] : Brokers)
        {
            Node(id).Faults.Inject(api, error, times ?? int.MaxValue);
        }
    }

    /// <summary>Cuts connections in the midst of the next answers of a broker to requests of a kind.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="api">The kind of request.</param>
    /// <param name="times">How many answers.</param>
    public void CutResponses(int brokerId, ApiKey api, int times = 1) => Node(brokerId).Faults.Cut(api, times);

    /// <summary>Keeps a broker from learning of changes, or lets it learn again: it tells what was so when this began.</summary>
    public void SetStale(int brokerId, bool isStale) => Node(brokerId).IsStale = isStale;

    /// <summary>Takes a partition's leader away, and all from its ISR, until <see cref="HealPartition"/>.</summary>
    /// <exception cref="ArgumentException">There is no such partition.</exception>
    public void RemoveLeader(string topic, int partition) => Change(topic, partition, (state, _) => state with { HeldOut = state.Replicas });

    /// <summary>Takes replicas of a partition out of its ISR until <see cref="HealPartition"/>, whether their brokers are well or not.</summary>
    /// <exception cref="ArgumentException">There is no such partition.</exception>
    public void ShrinkIsr(string topic, int partition, params IReadOnlyList<int> brokerIds) =>
        Change(topic, partition, (state, _) => state with { HeldOut = [.. state.HeldOut.Union(brokerIds)] });

    /// <summary>Leaves a partition fewer in-sync replicas than its <c>min.insync.replicas</c>, the leader among them where there is to be one.</summary>
    /// <exception cref="ArgumentException">There is no such partition, or its <c>min.insync.replicas</c> is 1, so that only a leaderless one is under it.</exception>
    public void PutUnderMinIsr(string topic, int partition) => Change(topic, partition, (state, cluster) =>
    {
        var setting = _services.Settings.TopicValue(cluster, topic, "min.insync.replicas", state.Replicas[0]);
        var keep = int.Parse(setting ?? "1", System.Globalization.CultureInfo.InvariantCulture) - 1;
        return keep > 0
            ? state with { HeldOut = [.. state.Replicas.OrderBy(id => id == state.Leader ? 0 : 1).Skip(keep)] }
            : throw new ArgumentException($"The min.insync.replicas of {topic} is 1: only a partition without a leader is under it.", nameof(topic));
    });

    /// <summary>Lifts what the three methods above did to a partition: all replicas on live brokers are in sync, and one leads.</summary>
    /// <exception cref="ArgumentException">There is no such partition.</exception>
    public void HealPartition(string topic, int partition) => Change(topic, partition, (state, _) => state with { HeldOut = [] });

    /// <summary>Lifts every fault: all brokers run and are well, all partitions are in sync. Leaders stay where they are until the next check of <c>leader.imbalance.check.interval.seconds</c>.</summary>
    public void Heal()
    {
        foreach (var node in _nodes.Values)
        {
            node.Faults.Clear();
            node.IsStale = false;
            Start(node.Id);
        }

        _services.Controller.Update(cluster => cluster with
        {
            Topics = cluster.Topics.SetItems(cluster.Topics.Values
                .Where(topic => Array.Exists(topic.Partitions, partition => partition.HeldOut.Length > 0))
                .Select(topic => topic with { Partitions = Array.ConvertAll(topic.Partitions, partition => BrokerLiveness.Settle(partition with { HeldOut = [] }, cluster)) })
                .Select(topic => KeyValuePair.Create(topic.Name, topic))),
        });
    }

    private void Revive(int brokerId)
    {
        var node = Node(brokerId);
        if (node.IsRunning && !node.Faults.IsFrozen)
        {
            Return(brokerId);
        }
    }

    private void Change(string topic, int partition, Func<PartitionState, ClusterState, PartitionState> change) => _services.Controller.Update(cluster =>
    {
        var state = cluster.Partition(topic, partition) ?? throw new ArgumentException($"There is no partition {partition} of a topic '{topic}'.", nameof(topic));
        return cluster.With(cluster.Topic(topic)!.With(BrokerLiveness.Settle(change(state, cluster), cluster)));
    });
}
