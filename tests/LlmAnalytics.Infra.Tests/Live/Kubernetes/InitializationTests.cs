using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>From pods to a cluster that takes writes, by port-forward alone.</summary>
public sealed class InitializationTests(LiveKubernetesFixture fixture) : PodClusterTests(fixture)
{
    [KubernetesFact]
    public async Task Six_fresh_pods_become_a_healthy_cluster_by_the_documented_rights_and_one_port_forward_each()
    {
        await using var proxy = new ApiServerProxy(Cluster);
        var operation = new RecordingOperation();
        await using (var connection = Connect(await BehindAsync(proxy), operation))
        {
            var created = await InitializeAsync(connection, operation);

            Assert.Equal(("Created", 3, 3, 16384), (created.Status, created.MasterCount, created.ReplicaCount, created.SlotsAssigned));
            Assert.Equal((0, 0, 0, 0), (created.SharedZones, created.SharedZonesBound, created.SharedMachines, created.SharedMachinesBound));
            Assert.Equal((1, 0), (created.MaxMastersPerZone, created.ShardsLostPerZone));
            Assert.Equal(Enumerable.Range(0, 6).Select(KubernetesTestRedis.Pod), created.Nodes.Select(node => node.Pod).Order(StringComparer.Ordinal));
            Assert.All(created.Nodes, node => Assert.StartsWith("zone-", node.Zone, StringComparison.Ordinal));
            Assert.All(created.Nodes.GroupBy(node => node.Shard), shard => Assert.Equal(2, shard.Select(node => node.Zone).Distinct().Count()));
            Assert.Empty(created.Warnings);
            Assert.Equal("PortForward", connection.Transport);

            var changes = await ChangesAsync();
            Assert.Contains(changes, change => change.Contains("cluster|replicate", StringComparison.Ordinal));
            var again = await InitializeAsync(connection, operation);
            Assert.Equal(changes, await ChangesAsync());
            Assert.Equal("Unchanged", again.Status);
            Assert.Equal(created.Nodes.Select(node => (node.Pod, node.Role, node.Slots)), again.Nodes.Select(node => (node.Pod, node.Role, node.Slots)));
            Assert.Single(operation.Questions);

            var health = await TestAsync(connection, Query with { IncludeRoundTrip = true }, operation);
            Assert.True(Findings(health).Count == 0, Tell(health));
            Assert.Equal(("ok", 3, 6, 6), (health.ClusterState, health.ClusterSize, health.NodeCount, health.ReachableNodes));
            Assert.Equal(("Passed", "3 zones"), (Single(health, RedisChecks.Placement).Status, Single(health, RedisChecks.Placement).Observed));
            Assert.Equal(("Passed", "the pods' own"), (Single(health, RedisChecks.Addresses).Status, Single(health, RedisChecks.Addresses).Observed));
            Assert.Equal("Passed", Single(health, RedisChecks.ForeignNodes).Status);
            Assert.Equal("Passed", Single(health, RedisChecks.RoundTrip).Status);

            var nodes = await connection.Cluster.GetNodesAsync(new RedisNodeQuery(), operation, InTime).ToListAsync();
            Assert.Equal(
                created.Nodes.Select(node => $"{node.Pod} {node.Zone} {node.Role}").Order(StringComparer.Ordinal), nodes.Select(node => $"{node.Pod} {node.Zone} {node.Role}").Order(StringComparer.Ordinal));
        }

        Assert.Empty(operation.Warnings);
        Assert.Empty(operation.Problems);
        Assert.DoesNotContain(operation.VerboseLines, line => line.Contains(Pods.Password, StringComparison.Ordinal));
        // Pods are listed by each command, and that is all that is asked twice.
        string[] expected =
        [
            "GET /api/v1/namespaces/cluster/pods",
            .. Enumerable.Range(0, 6).Select(index => $"GET /api/v1/namespaces/cluster/pods/{KubernetesTestRedis.Pod(index)}/portforward"),
            "GET /api/v1/namespaces/cluster/secrets/redis-auth",
        ];
        var requests = proxy.Requests.Where(request => !request.Contains("/nodes/", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, requests.Distinct().Order(StringComparer.Ordinal));
        Assert.All(requests.GroupBy(request => request).Where(same => !same.Key.EndsWith("/pods", StringComparison.Ordinal)), same => Assert.Single(same));
    }

    [KubernetesFact]
    public async Task Pods_that_are_not_ready_are_waited_for_and_named_at_the_deadline()
    {
        await Pods.PatchStatusAsync(3, """{"conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"redis","image":"redis:7","imageID":"","ready":false,"restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}""");
        Pods.KillServer(4);
        try
        {
            await using var connection = Connect();
            using var deadline = new CancellationTokenSource(Deadline);
            var failure = await Assert.ThrowsAsync<ProblemException>(() =>
                InitializeAsync(connection, new TriggeringOperation("in the pod 'redis-cluster-4'", deadline.Cancel), deadline.Token));
            Assert.True(failure.Problem.ErrorId == ErrorIds.RedisNodesNotReady, $"{failure}");
            Assert.Contains($"redis-cluster-3 ({Pods.Ip(3)}:6379) has a container 'redis' that waits (CrashLoopBackOff)", failure.Problem.Message, StringComparison.Ordinal);
            Assert.Contains("Nothing listens on port 6379 in the pod 'redis-cluster-4'", failure.Problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("redis-cluster-0", failure.Problem.Message, StringComparison.Ordinal);
            Assert.Contains("cluster_known_nodes:1", await Pods.CommandAsync(0, "CLUSTER", "INFO"), StringComparison.Ordinal);

            // The same again, and this time somebody mends it meanwhile.
            var waits = new TaskCompletionSource();
            var operation = new TriggeringOperation("in the pod 'redis-cluster-4'", waits.SetResult);
            var initializing = InitializeAsync(connection, operation);
            await waits.Task.WaitAsync(Deadline);
            await Pods.StartServerAsync(4, Pods.Ip(4));
            await Pods.PatchStatusAsync(3, Ready);
            Assert.Equal("Created", (await initializing).Status);
        }
        finally
        {
            await Pods.PatchStatusAsync(3, Ready);
            await Pods.EnsureServerAsync(4);
        }
    }
}
