namespace LlmAnalytics;

/// <summary>A Redis cluster, put together from what every node says.</summary>
public sealed record RedisCluster
{
    /// <summary><c>ok</c> where every node that answers says so and all slots are served; else <c>fail</c>.</summary>
    public required string ClusterState { get; init; }

    /// <summary>Masters with slots.</summary>
    public int ClusterSize { get; init; }

    /// <summary>Nodes that any of them knows.</summary>
    public int KnownNodes { get; init; }

    /// <summary>Masters.</summary>
    public int MasterCount { get; init; }

    /// <summary>Replicas.</summary>
    public int ReplicaCount { get; init; }

    /// <summary>Slots that a master owns, of 16384.</summary>
    public int SlotsAssigned { get; init; }

    /// <summary>Slots whose master works, of 16384.</summary>
    public int SlotsOk { get; init; }

    /// <summary>The highest configuration epoch.</summary>
    public long CurrentEpoch { get; init; }

    /// <summary>The shards, in the order of their slots.</summary>
    public required IReadOnlyList<RedisShard> Shards { get; init; }
}

/// <summary>A master with its replicas.</summary>
public sealed record RedisShard
{
    /// <summary>The shard's number, from 1, in the order of the slots.</summary>
    public required int Shard { get; init; }

    /// <summary>The slots, as ranges: <c>0-5460</c>.</summary>
    public required string Slots { get; init; }

    /// <summary>The number of slots.</summary>
    public required int SlotCount { get; init; }

    /// <summary>The master's address.</summary>
    public required string Master { get; init; }

    /// <summary>The replicas' addresses, joined with commas.</summary>
    public required string Replicas { get; init; }

    /// <summary>The number of replicas.</summary>
    public required int ReplicaCount { get; init; }

    /// <summary>The zones of master and replicas, joined with commas; null where they aren't known.</summary>
    public string? Zones { get; init; }
}
