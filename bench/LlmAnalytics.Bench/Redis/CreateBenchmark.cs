using System.Diagnostics;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Redis;

/// <summary>
/// From fresh servers to a cluster that takes writes: Initialize-LlmRedisCluster beside <c>redis-cli --cluster create</c>, by turns, on servers with the default
/// timeouts. The clock stops when every node says that all is well, all links are up and a write succeeded on every master, by one and the same check.
/// </summary>
internal static class CreateBenchmark
{
    // Masters refuse service for 2 s after their start: without this, both would wait for that.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var module = new ModuleHost(options.Module);
        await MeasureAsync(6, cluster => InitializeAsync(module, cluster), cancellationToken); // the first call compiles
        var table = Table.OfMilliseconds();
        var goals = new List<(string What, double Slower, double Faster, double Goal)>();
        foreach (var (nodes, goal) in new[] { (6, 5.0), (30, 10.0) })
        {
            Samples own = new(), returned = new(), cli = new(), cliReturned = new();
            for (var run = 0; run < (options.Runs ?? 3); run++)
            {
                Add(own, returned, await MeasureAsync(nodes, cluster => InitializeAsync(module, cluster), cancellationToken));
                Add(cli, cliReturned, await MeasureAsync(nodes, cluster => cluster.CreateByRedisCliAsync(cancellationToken), cancellationToken));
            }

            table.Add($"Initialize-LlmRedisCluster, {nodes} nodes, returns", returned);
            table.Add($"Initialize-LlmRedisCluster, {nodes} nodes, all well and writable", own);
            table.Add($"redis-cli --cluster create, {nodes} nodes, returns", cliReturned);
            table.Add($"redis-cli --cluster create, {nodes} nodes, all well and writable", cli);
            goals.Add(($"redis-cli : Initialize-LlmRedisCluster, {nodes} nodes", cli.Median, own.Median, goal));
        }

        table.Print();
        goals.ForEach(goal => Verdict.AtLeast(goal.What, goal.Slower, goal.Faster, goal.Goal));
    }

    private static void Add(Samples whole, Samples returned, (TimeSpan Returned, TimeSpan Whole) times)
    {
        whole.Add(times.Whole);
        returned.Add(times.Returned);
    }

    private static async Task<(TimeSpan Returned, TimeSpan Whole)> MeasureAsync(int nodes, Func<RedisTestCluster, Task> create, CancellationToken cancellationToken)
    {
        await using var cluster = await RedisTestCluster.StartAsync(
            new RedisClusterOptions
            {
                Nodes = nodes,
                NodeTimeoutMs = 15000,
                Settings = new Dictionary<string, string> { ["repl-diskless-sync-delay"] = "5" },
                Deadline = TimeSpan.FromMinutes(3),
            },
            cancellationToken);
        await Task.Delay(WarmUp, cancellationToken);
        var startedAt = Stopwatch.GetTimestamp();
        await create(cluster);
        var returned = Stopwatch.GetElapsedTime(startedAt);
        await cluster.UntilSettledAsync(cancellationToken);
        await WriteProbe.UntilWritableAsync(cluster, cancellationToken);
        return (returned, Stopwatch.GetElapsedTime(startedAt));
    }

    private static Task InitializeAsync(ModuleHost module, RedisTestCluster cluster)
    {
        module.Invoke("Initialize-LlmRedisCluster", new() { ["Node"] = cluster.Addresses.ToArray(), ["NodeCount"] = cluster.Nodes.Count, ["Confirm"] = false });
        return Task.CompletedTask;
    }
}
