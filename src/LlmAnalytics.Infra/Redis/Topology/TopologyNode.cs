namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>A node, as it says itself or, where it is silent, as the others say.</summary>
internal sealed record TopologyNode
{
    /// <summary>The address that the other nodes know, else the one that it was asked at.</summary>
    public required string Address { get; init; }

    /// <summary>Its id; null where neither it nor another node says it.</summary>
    public string? Id { get; init; }

    /// <summary>Whether it is a master; meaningless without an id.</summary>
    public bool IsMaster { get; init; }

    /// <summary>A replica's master; null for none.</summary>
    public string? MasterId { get; init; }

    /// <summary>The slots that it owns.</summary>
    public IReadOnlyList<SlotRange> Slots { get; init; } = [];

    public int SlotCount => Slots.Sum(range => range.Count);

    public long ConfigEpoch { get; init; }

    /// <summary>Whether another node says that the cluster has given it up.</summary>
    public bool IsFailed { get; init; }

    /// <summary>Whether another node doesn't reach it.</summary>
    public bool IsSuspect { get; init; }

    /// <summary>Its own answer, or why there is none; null where it wasn't asked, as there is no way to it.</summary>
    public ClusterView? View { get; init; }

    /// <summary>Whether it told what it knows.</summary>
    public bool Answers => View is { Answers: true };
}
