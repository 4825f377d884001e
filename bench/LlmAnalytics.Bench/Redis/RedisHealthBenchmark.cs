using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Redis;

/// <summary>One verdict on a cluster of 100 nodes (50 masters, a replica each): over an open connection and over one of its own, beside <c>redis-cli --cluster check</c>.</summary>
internal static class RedisHealthBenchmark
{
    private const string Test = "Test-LlmRedisCluster";
    private const int Nodes = 100;
    private static readonly string[] Told = ["Status", "ReachableNodes", "SlotsOk"];

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var module = new ModuleHost(options.Module);
        await using var cluster = await RedisTestCluster.StartJoinedAsync(
            new RedisClusterOptions { Nodes = Nodes, NodeTimeoutMs = 15_000, Deadline = TimeSpan.FromMinutes(5) }, cancellationToken);
        Dictionary<string, object> nodes = new() { ["Node"] = cluster.Addresses.ToArray() };
        Samples open = new(), own = new(), check = new();
        var status = "";
        for (var run = -1; run < (options.Runs ?? 5); run++)
        {
            var (ownTime, _) = Clock.Measure(() => module.Invoke(Test, nodes));
            module.Invoke("Connect-LlmRedis", nodes);
            module.Invoke(Test); // opens what Connect left closed
            var (openTime, results) = Clock.Measure(() => module.Invoke(Test));
            module.Invoke("Disconnect-LlmRedis");
            status = string.Join(", ", Told.Select(property => $"{property} {results[0].Properties[property].Value}"));
            var startedAt = System.Diagnostics.Stopwatch.GetTimestamp();
            await RedisCli.RunAsync(cluster, ["--cluster", "check", cluster.Node(1).Address], cancellationToken);
            var checkTime = System.Diagnostics.Stopwatch.GetElapsedTime(startedAt);
            if (run >= 0)
            {
                own.Add(ownTime);
                open.Add(openTime);
                check.Add(checkTime);
            }
        }

        Console.WriteLine($"The last verdict: {status}");
        var table = Table.OfMilliseconds();
        table.Add($"{Test}, {Nodes} nodes, open connection", open);
        table.Add($"{Test}, {Nodes} nodes, connections of its own", own);
        table.Add($"redis-cli --cluster check, {Nodes} nodes", check);
        table.Print();
        Verdict.Budget($"{Test}, {Nodes} nodes, connections of its own", own.Median, 1000, "ms");
    }
}
