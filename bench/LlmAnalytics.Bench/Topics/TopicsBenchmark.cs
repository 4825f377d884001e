using System.Diagnostics;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;

namespace LlmAnalytics.Bench.Topics;

/// <summary>
/// The 14 topics with their settings, each time on the same cluster until every broker shows all of them with leaders. Contestants that are cheap take turns, so
/// that a slow moment of the machine meets them all.
/// </summary>
internal static class TopicsBenchmark
{
    private const double ColdGoalMs = 800;

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var module = new ModuleHost(options.Module);
        var topics = TopicSpec.ReadCatalog(module);
        await using var cluster = await BenchCluster.StartAsync(cancellationToken);
        module.Invoke("Connect-LlmKafka", new() { ["BootstrapServer"] = cluster.BootstrapServers });
        var coldScript = $"{ShellProcess.Import(options.Module)}New-LlmKafkaTopic -BootstrapServer {ShellProcess.Quote(cluster.BootstrapServers)}";
        Console.WriteLine($"Cold: {ShellProcess.Name}");

        async Task<TimeSpan> MeasureAsync(Func<Task> create)
        {
            var startedAt = Stopwatch.GetTimestamp();
            await create();
            await cluster.UntilVisibleAsync(topics, cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(startedAt);
            await cluster.RemoveAsync(topics, cancellationToken);
            return elapsed;
        }

        Samples bare = new(), warm = new(), cold = new(), best = new(), oldScript = new();
        // Two rounds more than are counted: brokers and this process are cold at first.
        for (var run = -2; run < (options.Runs ?? 7); run++)
        {
            var bareTime = await MeasureAsync(() => cluster.CreateAsync(topics, cancellationToken));
            var warmTime = await MeasureAsync(() => Task.FromResult(module.Invoke("New-LlmKafkaTopic")));
            var coldTime = await MeasureAsync(() => ShellProcess.RunAsync(coldScript, cancellationToken));
            if (run >= 0)
            {
                bare.Add(bareTime);
                warm.Add(warmTime);
                cold.Add(coldTime);
            }
        }

        var fast = new KafkaCli(cluster.BootstrapServers, KafkaCli.FastOptions);
        best.Add(await MeasureAsync(() => CallAllAsync(fast, CliCalls.Best(topics), cancellationToken)));
        best.Add(await MeasureAsync(() => CallAllAsync(fast, CliCalls.Best(topics), cancellationToken)));
        var calls = CliCalls.OldScript(topics);
        if (!options.SkipOldScript)
        {
            Console.WriteLine($"The old script, corrected: {calls.Count} JVMs ...");
            var stock = new KafkaCli(cluster.BootstrapServers, KafkaCli.StockOptions);
            oldScript.Add(await MeasureAsync(() => CallAllAsync(stock, calls, cancellationToken)));
        }

        var table = Table.OfMilliseconds();
        table.Add("bare CreateTopics request, open connection", bare);
        table.Add("a. New-LlmKafkaTopic, warm, open connection", warm);
        table.Add("b. New-LlmKafkaTopic, cold, whole process", cold);
        if (oldScript.Count > 0)
        {
            table.Add($"c. old script corrected, {calls.Count} JVMs, stock JVM options", oldScript);
        }

        table.Add("d. best use of the CLI, 14 JVMs, fast JVM options", best);
        table.Print();
        Verdict.AtMost("a : bare", warm.Median, bare.Median, 2);
        Verdict.Budget("b", cold.Median, ColdGoalMs, "ms");
        if (oldScript.Count > 0)
        {
            Verdict.AtLeast("c : b", oldScript.Median, cold.Median, 100);
        }

        Verdict.AtLeast("d : b", best.Median, cold.Median, 20);
    }

    private static async Task CallAllAsync(KafkaCli cli, IEnumerable<CliCall> calls, CancellationToken cancellationToken)
    {
        foreach (var call in calls)
        {
            await cli.CallAsync(call.MainClass, call.Arguments, cancellationToken);
        }
    }
}
