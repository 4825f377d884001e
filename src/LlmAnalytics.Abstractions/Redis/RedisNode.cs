namespace LlmAnalytics;

/// <summary>A node of a Redis cluster, as the cluster shows it and as it answers itself. A figure is null where it couldn't be found out.</summary>
public sealed record RedisNode
{
    /// <summary>The address that the other nodes know, <c>host:port</c>. Not called Address: arrays have a method of that name, which hides the property where PowerShell reads it of several objects.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The node's id of 40 hexadecimal digits.</summary>
    public string? Id { get; init; }

    /// <summary><c>Online</c> (answers), <c>NotResponding</c>, <c>Failed</c> (the cluster has given it up), <c>Loading</c>, <c>NotReady</c> (the pod isn't), <c>Unjoined</c> (in no cluster).</summary>
    public required string State { get; init; }

    /// <summary><c>Master</c> or <c>Replica</c>.</summary>
    public string? Role { get; init; }

    /// <summary>The shard, from 1, in the order of the slots; null for a node without slots and master.</summary>
    public int? Shard { get; init; }

    /// <summary>The slots that it owns, as ranges: <c>0-5460</c>; empty for a replica.</summary>
    public string Slots { get; init; } = "";

    /// <summary>The number of slots that it owns.</summary>
    public int SlotCount { get; init; }

    /// <summary>A replica's master, by its address.</summary>
    public string? Master { get; init; }

    /// <summary>A replica's link to its master: <c>up</c> or <c>down</c>; null for a master.</summary>
    public string? Link { get; init; }

    /// <summary>Bytes of replication that a replica is behind its master.</summary>
    public long? LagBytes { get; init; }

    /// <summary>Seconds since a replica last heard from its master.</summary>
    public int? LagSeconds { get; init; }

    /// <summary>The configuration epoch.</summary>
    public long? ConfigEpoch { get; init; }

    /// <summary>Keys that it holds.</summary>
    public long? Keys { get; init; }

    /// <summary>Bytes of memory in use.</summary>
    public long? UsedMemoryBytes { get; init; }

    /// <summary>Bytes of memory that it may use; 0 for no limit.</summary>
    public long? MaxMemoryBytes { get; init; }

    /// <summary>Clients connected.</summary>
    public int? ConnectedClients { get; init; }

    /// <summary>Seconds since it started.</summary>
    public long? UptimeSeconds { get; init; }

    /// <summary>The server's name and version: <c>Redis 7.0.15</c>, <c>Valkey 9.1.2</c>.</summary>
    public string? Version { get; init; }

    /// <summary>Milliseconds from a command to its answer, over an open connection.</summary>
    public double? RoundTripMs { get; init; }

    /// <summary>The pod; null outside Kubernetes.</summary>
    public string? Pod { get; init; }

    /// <summary>The Kubernetes node that the pod runs on.</summary>
    public string? KubernetesNode { get; init; }

    /// <summary>The zone of that node.</summary>
    public string? Zone { get; init; }

    /// <summary>Why it didn't answer; null where it did.</summary>
    public string? Failure { get; init; }
}
