using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>Port-forwards that break or stall under the work: another connection carries it on, or a row says what is missing; nothing hangs.</summary>
public sealed class BrokenForwardTests(LiveKubernetesFixture fixture) : PodClusterTests(fixture)
{
    private const string Examining = "Examining";
    private const string Preparing = "Preparing the nodes";
    private const string Building = "nodes agree";

    [KubernetesFact]
    public async Task Connections_that_are_cut_again_and_again_delay_an_initialization_and_do_not_stop_it()
    {
        await using var proxy = new ApiServerProxy(Cluster);
        // All that are open then end in the middle of an answer, each later one after a few.
        await InitializesAsync(proxy, Preparing, () => proxy.CutAfter = 6000);
    }

    [KubernetesTheory]
    [InlineData(Examining)]
    [InlineData(Preparing)]
    [InlineData(Building)]
    public async Task Connections_that_are_cut_once_do_not_stop_an_initialization(string step)
    {
        await using var proxy = new ApiServerProxy(Cluster);
        await InitializesAsync(proxy, step, proxy.CutOpen);
    }

    [KubernetesFact]
    public async Task Connections_that_stall_while_the_nodes_join_are_replaced()
    {
        await using var proxy = new ApiServerProxy(Cluster);
        await InitializesAsync(proxy, Building, proxy.StallOpen);
    }

    [KubernetesTheory]
    [InlineData(Examining)]
    [InlineData(Preparing)]
    public async Task Connections_that_stall_before_anything_was_joined_are_an_error_that_names_a_node_and_the_next_run_ends_well(string step)
    {
        await using var proxy = new ApiServerProxy(Cluster);
        await using var connection = Connect(await BehindAsync(proxy));

        var failure = await Assert.ThrowsAsync<ProblemException>(() => InitializeAsync(connection, new TriggeringOperation(step, proxy.StallOpen)));

        Assert.True(failure.Problem.ErrorId == ErrorIds.RedisNodeNotResponding, $"{failure}");
        Assert.Contains("redis-cluster-", failure.Problem.Message, StringComparison.Ordinal);
        Assert.Equal("Created", (await InitializeAsync(connection)).Status);
        await AreRestoredAsync();
    }

    [KubernetesTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_that_break_off_or_never_end_are_rows_and_the_next_test_is_healthy(bool isCut)
    {
        await using (var direct = Connect())
        {
            await InitializeAsync(direct);
        }

        await using var proxy = new ApiServerProxy(Cluster);
        await using var connection = Connect(await BehindAsync(proxy));
        // INFO ALL is longer than that on every node.
        var operation = new TriggeringOperation("Asking each", () => _ = isCut ? proxy.CutAfter = 3000 : proxy.StallAfter = 3000);
        var startedAt = Stopwatch.GetTimestamp();

        var health = await TestAsync(connection, Query with { Patience = TimeSpan.FromSeconds(1) }, operation);

        Assert.True(Stopwatch.GetElapsedTime(startedAt) < Deadline, $"The verdict took {Stopwatch.GetElapsedTime(startedAt)}.");
        Assert.NotEqual("Healthy", health.Status);
        Assert.Contains(health.Checks, check => check.Status is "Unknown" or "Critical" && check.Message.Contains("redis-cluster-", StringComparison.Ordinal));

        (proxy.CutAfter, proxy.StallAfter) = (null, null);
        var again = await TestAsync(connection);
        Assert.True(Findings(again).Count == 0, Tell(again));
    }

    [KubernetesFact]
    public async Task Connections_that_stalled_while_nobody_used_them_cost_one_test_and_no_more()
    {
        await using var proxy = new ApiServerProxy(Cluster);
        await using var connection = Connect(await BehindAsync(proxy));
        await InitializeAsync(connection);
        proxy.StallOpen();

        var health = await TestAsync(connection, Query with { Patience = TimeSpan.FromSeconds(1) });

        Assert.Equal(("Unhealthy", 0), (health.Status, health.ReachableNodes));
        Assert.Equal(Pods.Replicas, health.Checks.Count(check => check is { Name: RedisChecks.NodeReachable, Status: "Critical", Observed: ErrorIds.RedisNodeNotResponding }));
        var again = await TestAsync(connection);
        Assert.True(Findings(again).Count == 0, Tell(again));
    }

    /// <summary>Makes a cluster, does something to the connections when a step is reached, and looks whether all ended well nevertheless.</summary>
    private async Task InitializesAsync(ApiServerProxy proxy, string step, Action breaks)
    {
        var forwards = 0;
        var operation = new TriggeringOperation(step, () =>
        {
            forwards = Forwards(proxy);
            breaks();
        });
        await using var connection = Connect(await BehindAsync(proxy));

        var result = await InitializeAsync(connection, operation);

        Assert.Equal("Created", result.Status);
        Assert.Empty(result.Warnings);
        Assert.InRange(forwards, Pods.Replicas, int.MaxValue);
        Assert.True(Forwards(proxy) >= forwards + Pods.Replicas, "Not every connection was opened anew.");
        await AreRestoredAsync();
        await using var direct = Connect();
        var health = await TestAsync(direct);
        Assert.True(Findings(health).Count == 0, Tell(health));
    }

    private static int Forwards(ApiServerProxy proxy) => proxy.Requests.Count(request => request.EndsWith("/portforward", StringComparison.Ordinal));

    private async Task AreRestoredAsync()
    {
        foreach (var index in Enumerable.Range(0, Pods.Replicas))
        {
            Assert.EndsWith("15000", (await Pods.CommandAsync(index, "CONFIG", "GET", "cluster-node-timeout")).TrimEnd(), StringComparison.Ordinal);
        }
    }
}
