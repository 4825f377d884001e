namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>What is done to a partition of a simulated cluster.</summary>
public enum PartitionCondition
{
    /// <summary>It is well: what was done to it before is undone.</summary>
    Healthy,

    /// <summary>No broker leads it, none is in sync.</summary>
    Leaderless,

    /// <summary>Some replicas are out of sync, though their brokers are well.</summary>
    OutOfSync,

    /// <summary>Fewer replicas are in sync than min.insync.replicas.</summary>
    UnderMinIsr,
}
