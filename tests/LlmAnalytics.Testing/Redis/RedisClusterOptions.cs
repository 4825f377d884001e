namespace LlmAnalytics.Testing;

/// <summary>What the nodes of a <see cref="RedisTestCluster"/> are.</summary>
public sealed record RedisClusterOptions
{
    /// <summary>Number of nodes.</summary>
    public int Nodes { get; init; } = 6;

    /// <summary>Replicas of each master, when they are joined.</summary>
    public int ReplicasPerMaster { get; init; } = 1;

    /// <summary>Zones: node <c>i</c> of 0 to N-1 is on 127.0.z.n with z = i mod zones + 1 and n = i / zones + 1.</summary>
    public int Zones { get; init; } = 3;

    /// <summary>The server that they run.</summary>
    public RedisServer Server { get; init; } = RedisServers.Default;

    /// <summary><c>cluster-node-timeout</c> in milliseconds.</summary>
    public int NodeTimeoutMs { get; init; } = 2000;

    /// <summary>The default user's password, for clients and among the nodes; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Further users, each an ACL line without the word <c>user</c>: <c>reader on >secret ~* +ping</c>.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>TLS on the port of clients, the bus and replication; the certificate is for <c>localhost</c> and 127.0.0.1.</summary>
    public bool Tls { get; init; }

    /// <summary>Whether clients must show a certificate, with <see cref="Tls"/>.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>Further settings by redis.conf's names; they win over the cluster's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings of single nodes, by their numbers from 1; they win over all others.</summary>
    public Func<int, IReadOnlyDictionary<string, string>>? NodeSettings { get; init; }

    /// <summary>The server of single nodes, by their numbers from 1; where it is not given, or says null, <see cref="Server"/>.</summary>
    public Func<int, RedisServer?>? NodeServer { get; init; }

    /// <summary>Time within which the nodes must answer, and be joined: far more than an idle machine needs.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);
}
