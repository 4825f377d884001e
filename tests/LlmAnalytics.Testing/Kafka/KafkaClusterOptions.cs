namespace LlmAnalytics.Testing;

/// <summary>What a test cluster differs in from the usual three brokers.</summary>
public sealed record KafkaClusterOptions
{
    /// <summary>Number of combined broker and controller nodes; their ids are 1 to N, their racks rack1 to rackN.</summary>
    public int Brokers { get; init; } = 3;

    /// <summary>Adds <see cref="ListenerKind.Counted"/>: a counting, delayable proxy in front of each broker.</summary>
    public bool CountRequests { get; init; }

    /// <summary>Further broker settings by Kafka's names; they win over the cluster's own.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Time within which all brokers must have registered, at the start and in <see cref="ClusterUnderTest.HealAsync"/>: far more
    /// than the 6-9 s of an idle machine, since a busy one was seen to take 20 s. A broker that ends is noticed at once.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(120);
}
