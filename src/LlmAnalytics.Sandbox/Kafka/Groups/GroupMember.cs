using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Kafka.Groups;

/// <summary>A member of a group. Belongs to the group and its lock.</summary>
internal sealed class GroupMember(string id, string? instanceId, string clientId, string clientHost)
{
    /// <summary>The member's id; a static member gets a new one when it comes back.</summary>
    public string Id { get; set; } = id;

    /// <summary>The id of a static member; null for others.</summary>
    public string? InstanceId { get; } = instanceId;

    /// <summary>The client's name for itself.</summary>
    public string ClientId { get; } = clientId;

    /// <summary>Where it is, as the tools show it: with a slash before the address.</summary>
    public string ClientHost { get; } = "/" + clientHost;

    /// <summary>How long it may be silent.</summary>
    public TimeSpan SessionTimeout { get; set; }

    /// <summary>How long it may take to rejoin.</summary>
    public TimeSpan RebalanceTimeout { get; set; }

    /// <summary>The assignors that it knows, the best one first, and what it has to say to each.</summary>
    public JoinGroupRequestProtocol[] Protocols { get; set; } = [];

    /// <summary>What it was given.</summary>
    public byte[] Assignment { get; set; } = [];

    /// <summary>Waits for the rebalance to have all members; null where it doesn't.</summary>
    public TaskCompletionSource<JoinGroupResponse>? Joining { get; set; }

    /// <summary>Waits for the leader's assignment; null where it doesn't.</summary>
    public TaskCompletionSource<SyncGroupResponse>? Syncing { get; set; }

    /// <summary>Runs out when the member was silent for too long.</summary>
    public Timer? Session { get; set; }

    /// <summary>What it has to say to an assignor.</summary>
    public byte[] Metadata(string protocol) => Array.Find(Protocols, p => p.Name == protocol)?.Metadata ?? [];

    /// <summary>Whether it says the same as before.</summary>
    public bool Says(JoinGroupRequestProtocol[] protocols) =>
        protocols.Length == Protocols.Length && protocols.Zip(Protocols).All(pair => pair.First.Name == pair.Second.Name && pair.First.Metadata.AsSpan().SequenceEqual(pair.Second.Metadata));
}
