using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Tests.Fakes;

/// <summary>Redis without a network: keeps what it was asked, and answers with two nodes.</summary>
internal sealed class FakeRedis : IRedisEngine
{
    /// <summary>The requests for connections, in order.</summary>
    public List<RedisConnectionRequest> Requests { get; } = [];

    /// <summary>The clusters connected to, in order.</summary>
    public List<FakeRedisCluster> Clusters { get; } = [];

    /// <summary>The last cluster connected to.</summary>
    public FakeRedisCluster Last => Clusters[^1];

    /// <summary>What every connection fails with; null for none.</summary>
    public Problem? Failure { get; set; }

    public RedisConnection Open(RedisConnectionRequest request, IOperation operation)
    {
        Requests.Add(request);
        operation.Verbose($"Connecting as {request.Credential?.UserName ?? "nobody"}");
        Clusters.Add(new FakeRedisCluster(request));
        return new RedisConnection(Last);
    }

    public Task<RedisConnection> ConnectAsync(RedisConnectionRequest request, IOperation operation, CancellationToken cancellationToken) =>
        Failure is { } failure ? throw new ProblemException(failure) : Task.FromResult(Open(request, operation));
}

/// <summary>Two nodes of one shard.</summary>
internal sealed class FakeRedisCluster(RedisConnectionRequest request) : IRedisCluster
{
    public static IReadOnlyList<RedisNode> Nodes { get; } =
    [
        new() { Endpoint = "10.0.0.1:6379", State = "Online", Role = "Master", Shard = 1, Slots = "0-16383", SlotCount = 16384, Pod = "redis-cluster-0" },
        new() { Endpoint = "10.0.0.2:6379", State = "Online", Role = "Replica", Shard = 1, Link = "up", LagBytes = 14 },
    ];

    public List<RedisNodeQuery> NodeQueries { get; } = [];

    public List<RedisHealthQuery> HealthQueries { get; } = [];

    public List<RedisInitialization> Initializations { get; } = [];

    /// <summary>What the operator answered.</summary>
    public Approval? Approval { get; private set; }

    public string Status { get; set; } = "Healthy";

    public RedisConnectionDescription Description { get; } = request.NamesKubernetes
        ? new("Kubernetes", $"{request.Namespace ?? "default"}/{request.ServiceName ?? "redis-cluster"}", request.Context ?? "here", request.Selector ?? "app=redis", null, "default", request.Tls, 2)
        : new("Nodes", string.Join(',', request.Nodes ?? ["localhost:6379"]), null, null, "Direct", request.Credential?.UserName, request.Tls, 2);

    public bool IsClosed { get; private set; }

    public Task<RedisCluster> GetAsync(IOperation operation, CancellationToken cancellationToken) => Task.FromResult(new RedisCluster
    {
        ClusterState = "ok",
        ClusterSize = 1,
        KnownNodes = 2,
        MasterCount = 1,
        ReplicaCount = 1,
        SlotsAssigned = 16384,
        SlotsOk = 16384,
        CurrentEpoch = 3,
        Shards = [new RedisShard { Shard = 1, Slots = "0-16383", SlotCount = 16384, Master = "10.0.0.1:6379", Replicas = "10.0.0.2:6379", ReplicaCount = 1 }],
    });

    public async IAsyncEnumerable<RedisNode> GetNodesAsync(RedisNodeQuery query, IOperation operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NodeQueries.Add(query);
        foreach (var node in Nodes)
        {
            await Task.Yield();
            yield return node;
        }
    }

    public async Task<RedisClusterHealth> TestAsync(RedisHealthQuery query, IOperation operation, CancellationToken cancellationToken)
    {
        HealthQueries.Add(query);
        operation.Progress("Asking each of 2 nodes", 30);
        if (query.IncludeRoundTrip)
        {
            Approval = await operation.ApproveAsync("a key on each of 1 masters", "Write");
        }

        return new RedisClusterHealth { Status = Status, ClusterState = "ok", NodeCount = 2, ReachableNodes = 2, Checks = [] };
    }

    public async Task<RedisClusterResult> InitializeAsync(RedisInitialization initialization, IOperation operation, CancellationToken cancellationToken)
    {
        Initializations.Add(initialization);
        Approval = await operation.ApproveAsync("a Redis cluster of 6 nodes", "Create (3 masters, 3 replicas)");
        return new RedisClusterResult
        {
            Status = Approval == Engine.Approval.WhatIf ? "Planned" : "Created",
            MasterCount = 3,
            ReplicaCount = 3,
            SlotsAssigned = 16384,
            SharedZones = 0,
            SharedZonesBound = 0,
            MaxMastersPerZone = 1,
            ShardsLostPerZone = 0,
            DurationMs = 640,
            Nodes =
            [
                new RedisNodePlan { Endpoint = "127.0.1.1:7000", Zone = "127.0.1", Role = "Master", Shard = 1, Slots = "0-5460", Commands = "CLUSTER ADDSLOTSRANGE 0 5460" },
                new RedisNodePlan { Endpoint = "127.0.2.1:7000", Zone = "127.0.2", Role = "Replica", Shard = 1, Master = "127.0.1.1:7000" },
            ],
            Warnings = ["Zones are guessed from addresses."],
        };
    }

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }
}
