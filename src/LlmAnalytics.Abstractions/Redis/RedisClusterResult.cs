namespace LlmAnalytics;

/// <summary>What became of nodes that were to be a cluster, or what would (under -WhatIf).</summary>
public sealed record RedisClusterResult
{
    /// <summary><c>Created</c>, <c>Changed</c> (a half-made cluster was completed), <c>Unchanged</c> (was complete already) or <c>Planned</c> (under -WhatIf, or where the operator said no).</summary>
    public required string Status { get; init; }

    /// <summary>Masters.</summary>
    public int MasterCount { get; init; }

    /// <summary>Replicas.</summary>
    public int ReplicaCount { get; init; }

    /// <summary>Slots with a master, of 16384.</summary>
    public int SlotsAssigned { get; init; }

    /// <summary>Pairs of nodes of one shard that share a zone; null where no zone is known.</summary>
    public int? SharedZones { get; init; }

    /// <summary>The fewest such pairs that the zones allow; null where no zone is known.</summary>
    public int? SharedZonesBound { get; init; }

    /// <summary>Pairs of nodes of one shard that share a machine (a Kubernetes node, or an address).</summary>
    public int SharedMachines { get; init; }

    /// <summary>The fewest such pairs that the machines allow.</summary>
    public int SharedMachinesBound { get; init; }

    /// <summary>The most masters in one zone; null where no zone is known.</summary>
    public int? MaxMastersPerZone { get; init; }

    /// <summary>The most shards that lose all their nodes with one zone; null where no zone is known.</summary>
    public int? ShardsLostPerZone { get; init; }

    /// <summary>The most shards that lose all their nodes with one machine.</summary>
    public int ShardsLostPerMachine { get; init; }

    /// <summary>Milliseconds that it took, waiting for pods included.</summary>
    public int DurationMs { get; init; }

    /// <summary>The nodes, in the order of shards, masters first.</summary>
    public required IReadOnlyList<RedisNodePlan> Nodes { get; init; }

    /// <summary>What the operator should know besides.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A node's place in the cluster, and what is to be done for it.</summary>
public sealed record RedisNodePlan
{
    /// <summary>The node's address, <c>host:port</c>. Not called Address: arrays have a method of that name, which hides the property where PowerShell reads it of several objects.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The pod; null outside Kubernetes.</summary>
    public string? Pod { get; init; }

    /// <summary>The machine: the Kubernetes node, else the host.</summary>
    public string? Machine { get; init; }

    /// <summary>The zone; null where it isn't known.</summary>
    public string? Zone { get; init; }

    /// <summary><c>Master</c> or <c>Replica</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The shard, from 1.</summary>
    public required int Shard { get; init; }

    /// <summary>The slots, as ranges; empty for a replica.</summary>
    public string Slots { get; init; } = "";

    /// <summary>A replica's master, by its address.</summary>
    public string? Master { get; init; }

    /// <summary>The commands that are sent to it, or were, joined with semicolons; empty where nothing is left to do.</summary>
    public string Commands { get; init; } = "";
}
