using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Finds a partition that the asked broker leads, as it sees the cluster.</summary>
internal static class LeaderLookup
{
    /// <summary>Finds the partition.</summary>
    /// <param name="context">Who asks whom.</param>
    /// <param name="topic">The topic's name.</param>
    /// <param name="index">The partition's index.</param>
    /// <param name="epoch">The leader's epoch that the client knows; -1 for none.</param>
    /// <param name="orFollower">Whether a follower will do.</param>
    /// <exception cref="KafkaException">There is no such partition, it is led by another broker or none, or the client knows another epoch.</exception>
    public static (TopicState Topic, PartitionState Partition) Find(RequestContext context, string topic, int index, int epoch = -1, bool orFollower = false)
    {
        var state = context.Cluster.Topic(topic);
        if (state is null || context.Cluster.Partition(topic, index) is not { } partition)
        {
            throw new KafkaException(ErrorCode.UnknownTopicOrPartition);
        }

        if (epoch >= 0 && epoch < partition.LeaderEpoch)
        {
            throw new KafkaException(ErrorCode.FencedLeaderEpoch);
        }

        if (epoch > partition.LeaderEpoch)
        {
            throw new KafkaException(ErrorCode.UnknownLeaderEpoch);
        }

        return partition.Leader == context.BrokerId || (orFollower && partition.Replicas.Contains(context.BrokerId)) ? (state, partition) : throw new KafkaException(ErrorCode.NotLeaderOrFollower);
    }

    /// <summary>Who leads a partition that another broker was asked for (KIP-951); null where the code says something else.</summary>
    public static CurrentLeader? Redirect(RequestContext context, ErrorCode error, string topic, int index) =>
        error is ErrorCode.NotLeaderOrFollower or ErrorCode.FencedLeaderEpoch && context.Cluster.Partition(topic, index) is { } partition
            ? new CurrentLeader { LeaderId = partition.Leader, LeaderEpoch = partition.LeaderEpoch }
            : null;

    /// <summary>Where the leaders listen that an answer names.</summary>
    public static LeaderEndPoint[] EndPoints(RequestContext context, IEnumerable<CurrentLeader?> leaders) =>
    [
        .. leaders.OfType<CurrentLeader>().Select(leader => leader.LeaderId).Distinct().Where(context.Cluster.IsLive).Select(id => context.Cluster.Brokers[id])
            .Select(broker => new LeaderEndPoint { NodeId = broker.Id, Host = BrokerState.Host, Port = broker.Ports[context.Session.Listener], Rack = broker.Rack }),
    ];
}
