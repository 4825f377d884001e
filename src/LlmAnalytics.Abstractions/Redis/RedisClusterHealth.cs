namespace LlmAnalytics;

/// <summary>The verdict on a Redis cluster, and what it rests on. A figure is null where it couldn't be found out.</summary>
public sealed record RedisClusterHealth
{
    /// <summary>Whether every check that was made passed.</summary>
    public bool Healthy => Status == "Healthy";

    /// <summary><c>Unhealthy</c>: a check is critical. <c>Degraded</c>: one warns, or couldn't be made. Else <c>Healthy</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>ok</c> where every node that answers says so; else <c>fail</c>; null where no node answers.</summary>
    public string? ClusterState { get; init; }

    /// <summary>Masters with slots.</summary>
    public int? ClusterSize { get; init; }

    /// <summary>Nodes that any of them knows, and nodes that were found besides.</summary>
    public int NodeCount { get; init; }

    /// <summary>Nodes that answered.</summary>
    public int ReachableNodes { get; init; }

    /// <summary>Masters.</summary>
    public int? MasterCount { get; init; }

    /// <summary>Replicas.</summary>
    public int? ReplicaCount { get; init; }

    /// <summary>Slots that a master owns, of 16384.</summary>
    public int? SlotsAssigned { get; init; }

    /// <summary>Slots whose master works, of 16384.</summary>
    public int? SlotsOk { get; init; }

    /// <summary>Milliseconds that the whole test took.</summary>
    public int DurationMs { get; init; }

    /// <summary>Each check, in a fixed order.</summary>
    public required IReadOnlyList<HealthCheck> Checks { get; init; }
}
