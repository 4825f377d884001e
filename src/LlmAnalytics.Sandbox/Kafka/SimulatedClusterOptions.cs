namespace LlmAnalytics.Sandbox.Kafka;

/// <summary>What a simulated cluster is made of.</summary>
public sealed record SimulatedClusterOptions
{
    /// <summary>The most brokers that a cluster may have.</summary>
    public const int MaxBrokers = 1000;

    /// <summary>How many brokers, 1 to <see cref="MaxBrokers"/>; their ids are 1 to N.</summary>
    public int Brokers { get; init; } = 3;

    /// <summary>The racks, dealt out to the brokers in turn; empty for none.</summary>
    public IReadOnlyList<string> Racks { get; init; } = ["rack1", "rack2", "rack3"];

    /// <summary>How many of the brokers, the first ones, are controllers too: the quorum's voters. At most as many as there are brokers.</summary>
    public int Controllers { get; init; } = 3;

    /// <summary>The cluster's id; null for a random one.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The users of the SASL listeners.</summary>
    public IReadOnlyList<SimulatedUser> Users { get; init; } = [new("admin", "admin-secret"), new("alice", "alice-secret"), new("bob", "bob-secret")];

    /// <summary>Principals that may do everything.</summary>
    public IReadOnlyList<string> SuperUsers { get; init; } = ["User:ANONYMOUS", "User:admin"];

    /// <summary>Whether there is an authorizer: without one everybody may do everything, and there are no ACLs.</summary>
    public bool HasAuthorizer { get; init; } = true;

    /// <summary>Whether the brokers have <see cref="SimulatedListener.External"/>.</summary>
    public bool HasExternalListener { get; init; }

    /// <summary>Settings as in a server.properties, by Kafka's names; they win over the simulation's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// After how long without a sign of life a broker is fenced: until then a broker that is down or frozen looks perfectly well in all metadata.
    /// Kafka's <c>broker.session.timeout.ms</c>.
    /// </summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>The most bytes of records kept of a partition; the oldest batches go first.</summary>
    public int MaxPartitionBytes { get; init; } = 4 << 20;

    /// <summary>The most bytes of records kept in all; the oldest batches of the partition that is written to go first.</summary>
    public long MaxTotalBytes { get; init; } = 256 << 20;
}
