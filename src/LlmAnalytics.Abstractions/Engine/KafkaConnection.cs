using LlmAnalytics.Engine;

namespace LlmAnalytics;

/// <summary>
/// A connection to a Kafka cluster, as <c>Connect-LlmKafka</c> returns it and <c>-Connection</c> takes it. Broker connections behind it open
/// when they are needed and are replaced when they break.
/// </summary>
public sealed class KafkaConnection : IServerConnection
{
    /// <summary>Creates the public face of a cluster connection.</summary>
    /// <param name="cluster">The engine's side of the connection; the new object owns it.</param>
    public KafkaConnection(IKafkaCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        Cluster = cluster;
    }

    /// <summary>The addresses given, joined with commas.</summary>
    public string BootstrapServers => Cluster.Description.BootstrapServers;

    /// <summary>The cluster's id.</summary>
    public string? ClusterId => Cluster.Description.ClusterId;

    /// <summary><c>PLAINTEXT</c>, <c>SSL</c>, <c>SASL_PLAINTEXT</c> or <c>SASL_SSL</c>.</summary>
    public string SecurityProtocol => Cluster.Description.SecurityProtocol;

    /// <summary>The SASL mechanism; null without SASL.</summary>
    public string? SaslMechanism => Cluster.Description.SaslMechanism;

    /// <summary>The SASL user, or the subject of the client certificate; null for an anonymous connection.</summary>
    public string? User => Cluster.Description.User;

    /// <summary>Brokers that the cluster showed when the connection was opened or last used.</summary>
    public int BrokerCount => Cluster.Description.BrokerCount;

    /// <summary>When the connection was opened, UTC.</summary>
    public DateTime ConnectedAt { get; } = DateTime.UtcNow;

    /// <summary><c>Open</c> or <c>Closed</c>.</summary>
    public string State => Cluster.IsClosed ? "Closed" : "Open";

    internal IKafkaCluster Cluster { get; }

    /// <summary>Closes all broker connections. A second call does nothing.</summary>
    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    /// <summary>The addresses and the protocol, without any secret.</summary>
    public override string ToString() => $"{BootstrapServers} ({SecurityProtocol})";
}
