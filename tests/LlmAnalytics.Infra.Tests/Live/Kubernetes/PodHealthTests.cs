using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>What can be wrong with pods, as the verdict on their cluster tells it.</summary>
public sealed class PodHealthTests(LiveKubernetesFixture fixture) : PodClusterTests(fixture)
{
    [KubernetesFact]
    public async Task A_pod_without_a_server_and_one_that_is_not_ready_cost_their_own_rows()
    {
        await using var connection = Connect();
        var replica = IndexOf((await InitializeAsync(connection)).Nodes.First(node => node.Role == "Replica"));
        var other = (replica + 1) % Pods.Replicas;
        Pods.KillServer(replica);
        await Pods.PatchStatusAsync(other, """{"conditions":[{"type":"Ready","status":"False","reason":"ReadinessGatesNotReady"}]}""");
        try
        {
            var health = await TestAsync(connection);

            Assert.Equal(("Unhealthy", 6, 5), (health.Status, health.NodeCount, health.ReachableNodes));
            var rows = health.Checks.Where(check => check.Name == RedisChecks.NodeReachable).ToList();
            Assert.Equal(["Critical", "Warning"], rows.Select(row => row.Status));
            Assert.Equal($"redis-cluster-{replica} ({Pods.Ip(replica)}:6379)", rows[0].Target);
            Assert.Contains("redis-cluster-" + other, rows[1].Message, StringComparison.Ordinal);
            Assert.Contains("the pod is not ready (ReadinessGatesNotReady)", rows[1].Message, StringComparison.Ordinal);
            Assert.Equal("Passed", Single(health, RedisChecks.SlotCoverage).Status);
        }
        finally
        {
            await Pods.EnsureServerAsync(replica);
            await Pods.PatchStatusAsync(other, Ready);
        }

        // Over the same connections, but for one.
        await UntilAsync(connection, health => Findings(health).All(finding => finding.StartsWith(RedisChecks.Restarts, StringComparison.Ordinal)));
    }

    [KubernetesFact]
    public async Task A_pod_that_moved_is_found_until_the_cluster_knows_its_address()
    {
        await using var connection = Connect();
        var replica = IndexOf((await InitializeAsync(connection)).Nodes.First(node => node.Role == "Replica"));
        var moved = Pods.FreeIp(replica);
        try
        {
            // The pod has another address, and its server has not told anybody yet.
            await Pods.PatchStatusAsync(replica, $$"""{"podIP":"{{moved}}","podIPs":[{"ip":"{{moved}}"}]}""");
            var unknown = Single(await TestAsync(connection), RedisChecks.Addresses);
            Assert.Equal(("Warning", Pods.Ip(replica), moved), (unknown.Status, unknown.Observed, unknown.Expected));
            Assert.Contains($"5 nodes know redis-cluster-{replica} ({moved}:6379) by an address that it no longer has", unknown.Message, StringComparison.Ordinal);

            // The server comes up there: the others learn that from it, and it does not learn it of itself.
            await Pods.MoveAsync(replica, moved);
            var health = await UntilAsync(connection, health => Findings(health).Contains("Addresses Warning") && health.ReachableNodes == 6
                && Single(health, RedisChecks.Addresses).Message.Contains("for its own address", StringComparison.Ordinal));
            var remedy = Single(health, RedisChecks.Addresses).Remedy!.Split(' ');
            Assert.Equal(["CLUSTER", "MEET", moved, "6379"], remedy[^4..]);

            // A cluster of which a pod moved is no half-made one.
            Assert.Equal("Unchanged", (await InitializeAsync(connection)).Status);

            // The remedy mends it.
            await Pods.CommandAtAsync(remedy[2], remedy[^4..]);
            await UntilAsync(connection, health => Single(health, RedisChecks.Addresses).Status == "Passed");
            var node = await connection.Cluster.GetNodesAsync(new RedisNodeQuery { Names = [KubernetesTestRedis.Pod(replica)] }, new RecordingOperation(), InTime).SingleAsync();
            Assert.Equal($"{moved}:6379", node.Endpoint);
        }
        finally
        {
            await Pods.MoveAsync(replica, Pods.Ip(replica));
        }
    }

    private static int IndexOf(RedisNodePlan node) => node.Pod![^1] - '0';
}
