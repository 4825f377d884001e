namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>The topology in the records that callers get.</summary>
internal static class TopologyRecords
{
    public static RedisCluster Cluster(ClusterTopology topology)
    {
        var views = topology.Views.Where(view => view.Answers).ToList();
        var nodes = topology.Nodes.Where(node => node.Id is not null).ToList();
        var owners = nodes.Where(node => node is { IsMaster: true, SlotCount: > 0 }).ToList();
        var assigned = Slots(owners);
        var served = Slots(owners.Where(owner => owner.Answers || !(owner.IsFailed || owner.IsSuspect)));
        return new RedisCluster
        {
            ClusterState = served == SlotRange.Total && views.TrueForAll(view => view.Cluster.Text("cluster_state") == "ok") ? "ok" : "fail",
            ClusterSize = owners.Count,
            KnownNodes = nodes.Count,
            // A master that was failed over stays in the others' views, given up and without slots.
            MasterCount = nodes.Count(node => node.IsMaster && (node.SlotCount > 0 || node.Answers || !node.IsFailed)),
            ReplicaCount = nodes.Count(node => !node.IsMaster),
            SlotsAssigned = assigned,
            SlotsOk = served,
            CurrentEpoch = views.Select(view => view.Cluster.Long("cluster_current_epoch") ?? 0).DefaultIfEmpty().Max(),
            Shards = owners.Select(owner => Shard(topology, owner)).OrderBy(shard => shard.Shard).ToArray(),
        };
    }

    /// <summary>The nodes by shard, masters first, those without a shard last.</summary>
    public static IEnumerable<RedisNode> Nodes(ClusterTopology topology) => topology.Nodes
        .OrderBy(node => topology.ShardOf(node) ?? int.MaxValue).ThenBy(node => !node.IsMaster).ThenBy(node => node.Address, StringComparer.Ordinal)
        .Select(node => Node(topology, node));

    private static RedisNode Node(ClusterTopology topology, TopologyNode node)
    {
        var info = node.View?.Info ?? InfoText.Empty;
        var isReplica = node is { Id: not null, IsMaster: false };
        var place = node.View?.Place;
        return new RedisNode
        {
            Endpoint = node.Address,
            Id = node.Id,
            State = State(node),
            Role = node.Id is null ? null : node.IsMaster ? "Master" : "Replica",
            Shard = topology.ShardOf(node),
            Slots = SlotRange.Text(node.Slots),
            SlotCount = node.SlotCount,
            Master = isReplica ? topology.Find(node.MasterId)?.Address : null,
            Link = isReplica ? info.Text("master_link_status") : null,
            LagBytes = isReplica ? LagBytes(topology, node) : null,
            LagSeconds = isReplica && info.Long("master_last_io_seconds_ago") is { } seconds and >= 0 ? (int)seconds : null,
            ConfigEpoch = node.Id is null ? null : node.ConfigEpoch,
            Keys = info.IsEmpty ? null : info.PartLong("db0", "keys") ?? 0,
            UsedMemoryBytes = info.Long("used_memory"),
            MaxMemoryBytes = info.Long("maxmemory"),
            ConnectedClients = (int?)info.Long("connected_clients"),
            UptimeSeconds = info.Long("uptime_in_seconds"),
            Version = ServerVersion.Of(info)?.ToString(),
            RoundTripMs = node.View?.RoundTripMs,
            Pod = place?.Pod,
            KubernetesNode = place?.KubernetesNode,
            Zone = place?.Zone,
            Failure = node.View is null ? "There is no way to it from here." : place?.NotReady ?? node.View.Failure?.Message,
        };
    }

    private static string State(TopologyNode node) => node.View switch
    {
        { Answers: true, IsUnjoined: true } => "Unjoined",
        { Answers: true } => "Online",
        { IsLoading: true } => "Loading",
        { Place.NotReady: not null } => "NotReady",
        _ => node.IsFailed ? "Failed" : "NotResponding",
    };

    private static RedisShard Shard(ClusterTopology topology, TopologyNode master)
    {
        var replicas = topology.Nodes.Where(node => node is { Id: not null, IsMaster: false } && topology.MasterOf(node) == master)
            .OrderBy(node => node.Address, StringComparer.Ordinal).ToList();
        var zones = replicas.Prepend(master).Select(node => node.View?.Place.Zone).OfType<string>().Distinct().ToList();
        return new RedisShard
        {
            Shard = topology.ShardOf(master)!.Value,
            Slots = SlotRange.Text(master.Slots),
            SlotCount = master.SlotCount,
            Master = master.Address,
            Replicas = string.Join(',', replicas.Select(replica => replica.Address)),
            ReplicaCount = replicas.Count,
            Zones = zones.Count > 0 ? string.Join(',', zones) : null,
        };
    }

    /// <summary>What the master has written and the replica not received; the two were asked at slightly different times.</summary>
    private static long? LagBytes(ClusterTopology topology, TopologyNode replica) =>
        topology.Find(replica.MasterId)?.View?.Info.Long("master_repl_offset") - replica.View?.Info.Long("slave_repl_offset") is { } behind ? Math.Max(0, behind) : null;

    private static int Slots(IEnumerable<TopologyNode> nodes) => nodes.SelectMany(node => node.Slots).SelectMany(range => range.Slots).Distinct().Count();
}
