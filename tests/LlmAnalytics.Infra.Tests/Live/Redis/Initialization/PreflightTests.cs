using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>Nodes that must not be joined stop it before any write, and all of them are named.</summary>
public sealed class PreflightTests
{
    [RedisFact]
    public async Task Every_problem_of_every_node_is_in_one_report()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions
        {
            Password = "right",
            NodeServer = number => number == 5 ? RedisServers.Redis8 : null,
            NodeSettings = number => number switch
            {
                2 => new Dictionary<string, string> { ["cluster-enabled"] = "no" },
                3 => new Dictionary<string, string> { ["masterauth"] = "\"\"" },
                6 => new Dictionary<string, string> { ["masterauth"] = "other" },
                _ => new Dictionary<string, string>(),
            },
        });
        using var initializer = new Initializer(cluster);
        await cluster.Node(4).CommandAsync("CONFIG", "SET", "requirepass", "wrong");
        await cluster.Node(1).CommandAsync("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
        await cluster.UntilAsync(async () => (await cluster.Node(1).CommandAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal), "node 1 is a cluster of its own");
        await cluster.Node(1).CommandAsync("SET", "key", "1");
        await cluster.Node(1).CommandAsync("CLUSTER", "DELSLOTSRANGE", "0", "16383");
        var others = cluster.Nodes.Where(node => node.Number != 4).ToList();
        var before = await ClusterAssert.WritesAsync(others);

        var problem = (await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync())).Problem;

        Assert.Equal(ErrorIds.RedisPreflightFailed, problem.ErrorId);
        Assert.Contains($"{cluster.Node(1).Address}: is not empty: it holds 1 keys", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{cluster.Node(2).Address}: is not in cluster mode", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{cluster.Node(3).Address}: requirepass is set and masterauth is not", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{cluster.Node(4).Address} refused the password", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{cluster.Node(5).Address}: runs Redis 8.2.3", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{cluster.Node(6).Address}: masterauth differs", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("right", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("other ", problem.Message.Replace("another ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(before, await ClusterAssert.WritesAsync(others));
    }

    [RedisFact]
    public async Task A_node_of_another_cluster_is_not_taken_from_it()
    {
        await using var foreign = await RedisTestCluster.StartJoinedAsync();
        await using var cluster = await RedisTestCluster.StartAsync();
        using var initializer = new Initializer([.. cluster.Nodes.Skip(1).Append(foreign.Node(5)).Select(Initializer.Place)]);
        var before = await ClusterAssert.WritesAsync([.. cluster.Nodes, .. foreign.Nodes]);

        var problem = (await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync())).Problem;

        Assert.Equal(ErrorIds.RedisPreflightFailed, problem.ErrorId);
        Assert.Contains($"{foreign.Node(5).Address}: belongs to another cluster: it knows 5 nodes", problem.Message, StringComparison.Ordinal);
        Assert.Equal(foreign.Node(5).Address, problem.Target);
        Assert.Equal(before, await ClusterAssert.WritesAsync([.. cluster.Nodes, .. foreign.Nodes]));
    }

    [RedisFact]
    public async Task Two_whole_clusters_are_not_merged()
    {
        await using var one = await RedisTestCluster.StartJoinedAsync();
        await using var other = await RedisTestCluster.StartJoinedAsync();
        using var initializer = new Initializer([.. one.Nodes.Concat(other.Nodes).Select(Initializer.Place)]) { Request = new RedisInitialization { NodeCount = 12 } };

        var problem = (await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync())).Problem;

        Assert.Equal(ErrorIds.RedisPreflightFailed, problem.ErrorId);
        Assert.Contains("they are of two clusters", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await one.Node(1).IdAsync(), await other.Node(1).CommandAsync("CLUSTER", "NODES"), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Missing_rights_are_listed_node_by_node()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Users = ["ops on >pass ~* &* +@all -cluster|meet -cluster|replicate"] });
        using var initializer = new Initializer(cluster) { User = "ops", Password = "pass" };
        var before = await ClusterAssert.WritesAsync(cluster.Nodes);

        var problem = (await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync())).Problem;

        Assert.Equal(ErrorIds.RedisAuthorizationFailed, problem.ErrorId);
        Assert.All(cluster.Addresses, address => Assert.Contains($"{address}: the user may not use CLUSTER MEET, CLUSTER REPLICATE", problem.Message, StringComparison.Ordinal));
        Assert.Contains("+cluster|meet +cluster|replicate", problem.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(before, await ClusterAssert.WritesAsync(cluster.Nodes));
    }

    [RedisFact]
    public async Task Nodes_that_are_not_ready_are_named_with_their_reasons()
    {
        await using var cluster = await RedisTestCluster.StartAsync();
        using var initializer = new Initializer(cluster) { Timeout = TimeSpan.FromSeconds(1.5) };
        cluster.Node(2).Kill();
        cluster.Node(3).Freeze();
        var operation = new RecordingOperation();

        var problem = (await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync(operation))).Problem;

        Assert.Equal(ErrorIds.RedisNodesNotReady, problem.ErrorId);
        Assert.Contains(cluster.Node(2).Address, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{cluster.Node(3).Address} has not answered", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Node(1).Address, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(2, 0)]
    [InlineData(6, -1)]
    public async Task Fewer_than_three_masters_are_refused_before_anything_is_asked(int nodes, int replicas)
    {
        using var initializer = new Initializer([]) { Request = new RedisInitialization { NodeCount = nodes, ReplicasPerMaster = replicas } };
        Assert.Equal(ErrorIds.RedisNodeCountInvalid, (await Assert.ThrowsAsync<ProblemException>(() => initializer.RunAsync())).Problem.ErrorId);
    }
}
