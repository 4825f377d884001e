namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>A partition as the controller has it. Never changed: a change makes a new one.</summary>
internal sealed record PartitionState
{
    /// <summary>No leader.</summary>
    public const int NoLeader = -1;

    /// <summary>The partition's index.</summary>
    public required int Index { get; init; }

    /// <summary>The replicas' brokers, the preferred leader first; those that are being added included.</summary>
    public required int[] Replicas { get; init; }

    /// <summary>The in-sync replicas.</summary>
    public required int[] Isr { get; init; }

    /// <summary>The leader; <see cref="NoLeader"/> for none.</summary>
    public required int Leader { get; init; }

    /// <summary>How often the leader changed.</summary>
    public int LeaderEpoch { get; init; }

    /// <summary>Replicas that left an ISR that would have become too small, and may still lead (KIP-966).</summary>
    public int[] EligibleLeaders { get; init; } = [];

    /// <summary>The replicas that may lead as soon as they are back, where the ISR is empty.</summary>
    public int[] LastKnownIsr { get; init; } = [];

    /// <summary>Replicas that a reassignment adds.</summary>
    public int[] Adding { get; init; } = [];

    /// <summary>Replicas that a reassignment takes away.</summary>
    public int[] Removing { get; init; } = [];

    /// <summary>Brokers that a fault keeps out of the ISR, whatever they do.</summary>
    public int[] HeldOut { get; init; } = [];
}
