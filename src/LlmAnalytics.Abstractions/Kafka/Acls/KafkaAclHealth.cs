namespace LlmAnalytics;

/// <summary>The verdict on all ACLs of a cluster, and what it rests on.</summary>
public sealed record KafkaAclHealth
{
    /// <summary>Whether every check passed.</summary>
    public bool Healthy => Status == "Healthy";

    /// <summary><c>Unhealthy</c>: a check is critical. <c>Degraded</c>: one warns, or couldn't be made. Else <c>Healthy</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The cluster's id.</summary>
    public string? ClusterId { get; init; }

    /// <summary>ACLs in the cluster; null where they couldn't be read.</summary>
    public int? AclCount { get; init; }

    /// <summary>Principals named by them.</summary>
    public int? PrincipalCount { get; init; }

    /// <summary>ACLs that grant or deny nothing.</summary>
    public int? DeadAcls { get; init; }

    /// <summary>ACLs that grant more than an application should have.</summary>
    public int? BroadAcls { get; init; }

    /// <summary>Grants that a denial makes void.</summary>
    public int? ShadowedAcls { get; init; }

    /// <summary>ACLs that others cover already.</summary>
    public int? DuplicateAcls { get; init; }

    /// <summary>Milliseconds that the test took.</summary>
    public int DurationMs { get; init; }

    /// <summary>Each check, in a fixed order.</summary>
    public required IReadOnlyList<HealthCheck> Checks { get; init; }
}
