namespace LlmAnalytics.Engine;

/// <summary>The names of the checks of a Redis cluster, in the order in which they are shown.</summary>
public static class RedisChecks
{
    /// <summary>Each node that is known answers, asked itself; a pod that is not ready is named with its reason.</summary>
    public const string NodeReachable = nameof(NodeReachable);

    /// <summary>No node is still loading its data.</summary>
    public const string Loading = nameof(Loading);

    /// <summary>Every node says that the cluster is ok.</summary>
    public const string ClusterState = nameof(ClusterState);

    /// <summary>All 16384 slots have a master, none of which is failing.</summary>
    public const string SlotCoverage = nameof(SlotCoverage);

    /// <summary>No slot is claimed by two masters.</summary>
    public const string SlotOwners = nameof(SlotOwners);

    /// <summary>No slot is left between two masters.</summary>
    public const string OpenSlots = nameof(OpenSlots);

    /// <summary>No migration of slots by the server itself has failed.</summary>
    public const string SlotMigrations = nameof(SlotMigrations);

    /// <summary>All nodes show the same masters, replicas and slots.</summary>
    public const string Views = nameof(Views);

    /// <summary>No two masters have the same configuration epoch.</summary>
    public const string ConfigEpochs = nameof(ConfigEpochs);

    /// <summary>No node is failing, unmet or without an address in the eyes of others.</summary>
    public const string NodeFlags = nameof(NodeFlags);

    /// <summary>The nodes that were found and the nodes that the cluster knows are the same ones.</summary>
    public const string ForeignNodes = nameof(ForeignNodes);

    /// <summary>The cluster knows each pod by the address that the pod has.</summary>
    public const string Addresses = nameof(Addresses);

    /// <summary>Each node is what the others take it for: master, or replica of that master.</summary>
    public const string Roles = nameof(Roles);

    /// <summary>The nodes' links to each other are up, and nothing piles up on them.</summary>
    public const string BusLinks = nameof(BusLinks);

    /// <summary>Each master has its replicas.</summary>
    public const string Replicas = nameof(Replicas);

    /// <summary>Each master has slots.</summary>
    public const string EmptyMasters = nameof(EmptyMasters);

    /// <summary>No shard lies on one machine or in one zone, and no zone holds most of the masters.</summary>
    public const string Placement = nameof(Placement);

    /// <summary>Each replica's link to its master is up.</summary>
    public const string ReplicationLink = nameof(ReplicationLink);

    /// <summary>No replica is far behind its master.</summary>
    public const string ReplicationLag = nameof(ReplicationLag);

    /// <summary>No replica needed all data anew while it was watched (-SampleSec).</summary>
    public const string FullSyncs = nameof(FullSyncs);

    /// <summary>The backlog holds a minute of writes, so that a short break needs no full sync (-SampleSec).</summary>
    public const string ReplicationBacklog = nameof(ReplicationBacklog);

    /// <summary>Nodes that ask for a password have the one that the others ask for.</summary>
    public const string Authentication = nameof(Authentication);

    /// <summary>No node is near its maxmemory.</summary>
    public const string Memory = nameof(Memory);

    /// <summary>Each node has a maxmemory, and stays below the limit of its pod.</summary>
    public const string MemoryLimit = nameof(MemoryLimit);

    /// <summary>The memory that the system gave is close to what is used.</summary>
    public const string Fragmentation = nameof(Fragmentation);

    /// <summary>No keys are evicted, and no write is refused for lack of memory (-SampleSec).</summary>
    public const string Evictions = nameof(Evictions);

    /// <summary>No node is near its maxclients, refuses connections or has many blocked clients.</summary>
    public const string Clients = nameof(Clients);

    /// <summary>The last save and the last write of the append-only file went well.</summary>
    public const string Persistence = nameof(Persistence);

    /// <summary>No node stands still for forks, disks or expiry.</summary>
    public const string Stalls = nameof(Stalls);

    /// <summary>Each node answers quickly.</summary>
    public const string Latency = nameof(Latency);

    /// <summary>No node has many slow commands.</summary>
    public const string SlowCommands = nameof(SlowCommands);

    /// <summary>The share of reads that found their key: told, no fault.</summary>
    public const string HitRate = nameof(HitRate);

    /// <summary>Slots, keys and memory are spread evenly over the masters.</summary>
    public const string Balance = nameof(Balance);

    /// <summary>No key out of a sample is very big.</summary>
    public const string BigKeys = nameof(BigKeys);

    /// <summary>No slot takes much of a node's processor time.</summary>
    public const string HotSlots = nameof(HotSlots);

    /// <summary>All nodes run the same server.</summary>
    public const string Versions = nameof(Versions);

    /// <summary>All nodes have the same settings and users.</summary>
    public const string Configuration = nameof(Configuration);

    /// <summary>cluster-node-timeout is neither hasty nor slow.</summary>
    public const string NodeTimeout = nameof(NodeTimeout);

    /// <summary>No node has restarted lately while others went on.</summary>
    public const string Restarts = nameof(Restarts);

    /// <summary>A key is written, replicated and read on each master; made only when asked for.</summary>
    public const string RoundTrip = nameof(RoundTrip);

    /// <summary>What each check looks at, in one sentence, by name.</summary>
    public static IReadOnlyDictionary<string, string> Descriptions { get; } = new Dictionary<string, string>
    {
        [NodeReachable] = "Each node that is known answers, asked itself; a pod that is not ready is named with its reason.",
        [Loading] = "No node is still loading its data.",
        [ClusterState] = "Every node says that the cluster is ok.",
        [SlotCoverage] = "All 16384 slots have a master, none of which is failing.",
        [SlotOwners] = "No slot is claimed by two masters.",
        [OpenSlots] = "No slot is left between two masters.",
        [SlotMigrations] = "No migration of slots by the server itself has failed.",
        [Views] = "All nodes show the same masters, replicas and slots.",
        [ConfigEpochs] = "No two masters have the same configuration epoch.",
        [NodeFlags] = "No node is failing, unmet or without an address in the eyes of others.",
        [ForeignNodes] = "The nodes that were found and the nodes that the cluster knows are the same ones.",
        [Addresses] = "The cluster knows each pod by the address that the pod has.",
        [Roles] = "Each node is what the others take it for: master, or replica of that master.",
        [BusLinks] = "The nodes' links to each other are up, and nothing piles up on them.",
        [Replicas] = "Each master has its replicas.",
        [EmptyMasters] = "Each master has slots.",
        [Placement] = "No shard lies on one machine or in one zone, and no zone holds most of the masters.",
        [ReplicationLink] = "Each replica's link to its master is up.",
        [ReplicationLag] = "No replica is far behind its master.",
        [FullSyncs] = "No replica needed all data anew while it was watched (-SampleSec).",
        [ReplicationBacklog] = "The backlog holds a minute of writes, so that a short break needs no full sync (-SampleSec).",
        [Authentication] = "Nodes that ask for a password have the one that the others ask for.",
        [Memory] = "No node is near its maxmemory.",
        [MemoryLimit] = "Each node has a maxmemory, and stays below the limit of its pod.",
        [Fragmentation] = "The memory that the system gave is close to what is used.",
        [Evictions] = "No keys are evicted, and no write is refused for lack of memory (-SampleSec).",
        [Clients] = "No node is near its maxclients, refuses connections or has many blocked clients.",
        [Persistence] = "The last save and the last write of the append-only file went well.",
        [Stalls] = "No node stands still for forks, disks or expiry.",
        [Latency] = "Each node answers quickly.",
        [SlowCommands] = "No node has many slow commands.",
        [HitRate] = "The share of reads that found their key: told, no fault.",
        [Balance] = "Slots, keys and memory are spread evenly over the masters.",
        [BigKeys] = "No key out of a sample is very big.",
        [HotSlots] = "No slot takes much of a node's processor time.",
        [Versions] = "All nodes run the same server.",
        [Configuration] = "All nodes have the same settings and users.",
        [NodeTimeout] = "cluster-node-timeout is neither hasty nor slow.",
        [Restarts] = "No node has restarted lately while others went on.",
        [RoundTrip] = "A key is written, replicated and read on each master; made only when asked for.",
    };

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NodeReachable, Loading, ClusterState, SlotCoverage, SlotOwners, OpenSlots, SlotMigrations, Views, ConfigEpochs, NodeFlags, ForeignNodes,
        Addresses, Roles, BusLinks, Replicas, EmptyMasters, Placement, ReplicationLink, ReplicationLag, FullSyncs, ReplicationBacklog, Authentication,
        Memory, MemoryLimit, Fragmentation, Evictions, Clients, Persistence, Stalls, Latency, SlowCommands, HitRate, Balance, BigKeys, HotSlots,
        Versions, Configuration, NodeTimeout, Restarts, RoundTrip,
    ];
}
