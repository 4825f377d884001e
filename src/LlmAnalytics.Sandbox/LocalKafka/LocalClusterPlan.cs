namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>What a cluster of real brokers is made of.</summary>
internal sealed record LocalClusterPlan
{
    /// <summary>Kafka and Java.</summary>
    public required KafkaInstallation Installation { get; init; }

    /// <summary>The nodes, with their ports chosen.</summary>
    public required IReadOnlyList<LocalNode> Nodes { get; init; }

    /// <summary>Users and passwords of the listeners with SASL; <c>admin</c> is a super user.</summary>
    public required IReadOnlyDictionary<string, string> Users { get; init; }

    /// <summary>Further settings of a node by Kafka's names; they win over the cluster's own.</summary>
    public Func<LocalNode, IReadOnlyDictionary<string, string>> Settings { get; init; } = _ => new Dictionary<string, string>();

    /// <summary>Further options of the brokers' JVMs.</summary>
    public IReadOnlyList<string> JvmOptions { get; init; } = [];

    /// <summary>Within which brokers must have registered: far more than the 6-9 s of an idle machine. A broker that ends is noticed at once.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(120);
}
