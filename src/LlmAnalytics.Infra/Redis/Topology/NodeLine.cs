namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>A line of CLUSTER NODES: one node as another (or itself) sees it.</summary>
internal sealed record NodeLine
{
    /// <summary>40 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The address; empty where it isn't known, which is usual for a node that nobody has met.</summary>
    public required string Host { get; init; }

    /// <summary>The port of clients; 0 where it isn't known.</summary>
    public required int Port { get; init; }

    /// <summary>The port of the cluster's bus; 0 where it isn't known.</summary>
    public int BusPort { get; init; }

    /// <summary>The host name that it announces; null for none.</summary>
    public string? HostName { get; init; }

    /// <summary>The fields behind the host name: <c>shard-id</c>, <c>availability-zone</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The flags as they stand: <c>myself</c>, <c>master</c>, <c>fail?</c>; empty for <c>noflags</c>.</summary>
    public required IReadOnlySet<string> Flags { get; init; }

    /// <summary>A replica's master; null for none.</summary>
    public string? MasterId { get; init; }

    /// <summary>When the ping was sent that waits for its answer, Unix milliseconds; 0 for none.</summary>
    public long PingSentMs { get; init; }

    /// <summary>When the last answer came, Unix milliseconds; 0 for never.</summary>
    public long PongReceivedMs { get; init; }

    /// <summary>The configuration epoch; a replica's is its master's.</summary>
    public long ConfigEpoch { get; init; }

    /// <summary>Whether the bus' link to it is up.</summary>
    public bool IsConnected { get; init; }

    /// <summary>The slots that it owns, as they stand.</summary>
    public IReadOnlyList<SlotRange> Slots { get; init; } = [];

    /// <summary>The slots on their way; only the line of the node itself has them.</summary>
    public IReadOnlyList<OpenSlot> OpenSlots { get; init; } = [];

    public int SlotCount => Slots.Sum(range => range.Count);

    public bool IsMyself => Flags.Contains("myself");

    public bool IsMaster => Flags.Contains("master");

    public bool IsReplica => Flags.Contains("slave") || Flags.Contains("replica");

    /// <summary>The majority of masters has given it up.</summary>
    public bool IsFailed => Flags.Contains("fail");

    /// <summary>The node that speaks doesn't reach it.</summary>
    public bool IsSuspect => Flags.Contains("fail?");

    /// <summary>It was met and has not proved itself: its id is made up as yet.</summary>
    public bool IsHandshake => Flags.Contains("handshake");

    public bool HasAddress => Host.Length > 0 && Port > 0 && !Flags.Contains("noaddr");

    /// <summary><c>host:port</c>; null where it isn't known.</summary>
    public string? Address => HasAddress ? new Nodes.NodePlace(Host, Port).Address : null;
}
