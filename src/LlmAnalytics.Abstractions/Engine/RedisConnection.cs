using LlmAnalytics.Engine;

namespace LlmAnalytics;

/// <summary>
/// A way to the nodes of a Redis cluster, as <c>Connect-LlmRedis</c> returns it and <c>-Connection</c> takes it. Connections to nodes behind it open when they
/// are needed and are replaced when they break.
/// </summary>
public sealed class RedisConnection : IServerConnection
{
    /// <summary>Creates the public face of a connection.</summary>
    /// <param name="cluster">The engine's side of the connection; the new object owns it.</param>
    public RedisConnection(IRedisCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        Cluster = cluster;
    }

    /// <summary><c>Nodes</c> (addresses were given) or <c>Kubernetes</c>.</summary>
    public string Source => Cluster.Description.Source;

    /// <summary>The addresses given, joined with commas, or <c>namespace/service</c>.</summary>
    public string Target => Cluster.Description.Target;

    /// <summary>The kubeconfig's context, <c>in-cluster</c> for the account of a pod; null without Kubernetes.</summary>
    public string? Context => Cluster.Description.Context;

    /// <summary>The label selector of the pods; null without Kubernetes.</summary>
    public string? Selector => Cluster.Description.Selector;

    /// <summary><c>Direct</c> (TCP to the node) or <c>PortForward</c> (through the API server); null where it is not chosen yet.</summary>
    public string? Transport => Cluster.Description.Transport;

    /// <summary>The Redis user; <c>default</c> where a password alone is used, null without authentication.</summary>
    public string? User => Cluster.Description.User;

    /// <summary>Whether TLS is spoken to the nodes.</summary>
    public bool Tls => Cluster.Description.Tls;

    /// <summary>Nodes found when the connection was opened or last used.</summary>
    public int NodeCount => Cluster.Description.NodeCount;

    /// <summary>When the connection was opened, UTC.</summary>
    public DateTime ConnectedAt { get; } = DateTime.UtcNow;

    /// <summary><c>Open</c> or <c>Closed</c>.</summary>
    public string State => Cluster.IsClosed ? "Closed" : "Open";

    internal IRedisCluster Cluster { get; }

    /// <summary>Closes all connections to nodes. A second call does nothing.</summary>
    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    /// <summary>The target and how it is reached, without any secret.</summary>
    public override string ToString() => $"{Target} ({Source}{(Transport is null ? "" : $", {Transport}")})";
}
