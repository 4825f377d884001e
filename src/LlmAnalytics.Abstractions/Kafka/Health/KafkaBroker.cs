namespace LlmAnalytics;

/// <summary>A broker, as the cluster shows it and as it answers itself. A figure is null where it couldn't be found out.</summary>
public sealed record KafkaBroker
{
    /// <summary>The broker's id.</summary>
    public required int Id { get; init; }

    /// <summary>The host name that it advertises; null for a broker that the cluster has forgotten and only replica lists still name.</summary>
    public string? Host { get; init; }

    /// <summary>The port that it advertises.</summary>
    public int? Port { get; init; }

    /// <summary>Its rack.</summary>
    public string? Rack { get; init; }

    /// <summary><c>Online</c> (answers), <c>NotResponding</c> (the cluster believes it alive, and it doesn't answer), <c>Fenced</c> or <c>Gone</c>.</summary>
    public required string State { get; init; }

    /// <summary>Whether the node is the active controller too; null where the quorum couldn't be asked.</summary>
    public bool? IsController { get; init; }

    /// <summary>Whether the controllers keep it out of the cluster because it doesn't report; null where the cluster doesn't tell.</summary>
    public bool? Fenced { get; init; }

    /// <summary>Partitions that it leads.</summary>
    public int? LeaderCount { get; init; }

    /// <summary>Replicas assigned to it.</summary>
    public int? ReplicaCount { get; init; }

    /// <summary>Bytes of all log segments on it.</summary>
    public long? LogBytes { get; init; }

    /// <summary>Whether it answered when it was asked itself.</summary>
    public bool Reachable { get; init; }

    /// <summary>Milliseconds from a request to its answer, over an open connection.</summary>
    public double? RoundTripMs { get; init; }

    /// <summary>Why it didn't answer; null where it did.</summary>
    public string? Failure { get; init; }

    /// <summary>Settings that differ from the default, with their source; filled by <c>-Detailed</c> alone.</summary>
    public IReadOnlyList<KafkaTopicSetting> Settings { get; init; } = [];
}
