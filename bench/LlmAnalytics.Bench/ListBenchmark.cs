using System.Diagnostics;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Bench.Topics;

namespace LlmAnalytics.Bench;

/// <summary>Reads all topics of a cluster of many: Get-LlmKafkaTopic, plain and detailed, beside <c>kafka-topics.sh --describe</c>.</summary>
internal static class ListBenchmark
{
    private const int BatchSize = 250;

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var count = options.Large ? 10_000 : 500;
        using var module = new ModuleHost(options.Module);
        await using var cluster = await BenchCluster.StartAsync(cancellationToken);
        await CreateAsync(cluster, count, cancellationToken);
        module.Invoke("Connect-LlmKafka", new() { ["BootstrapServer"] = cluster.BootstrapServers });
        var coldScript = $"{ShellProcess.Import(options.Module)}(Get-LlmKafkaTopic -BootstrapServer {ShellProcess.Quote(cluster.BootstrapServers)}).Count";
        var cli = new KafkaCli(cluster.BootstrapServers, KafkaCli.FastOptions);

        Samples warm = new(), detailed = new(), cold = new(), describe = new();
        for (var run = -1; run < (options.Runs ?? 5); run++)
        {
            var warmTime = Measure(() => Require(count, module.Invoke("Get-LlmKafkaTopic").Count));
            var detailedTime = Measure(() => Require(count, module.Invoke("Get-LlmKafkaTopic", new() { ["Detailed"] = true }).Count));
            var coldRun = await ShellProcess.RunAsync(coldScript, cancellationToken);
            Require(count, int.Parse(coldRun.Output, System.Globalization.CultureInfo.InvariantCulture));
            var describeTime = (await cli.CallAsync(KafkaCli.Topics, ["--describe"], cancellationToken)).Elapsed;
            if (run >= 0)
            {
                warm.Add(warmTime);
                detailed.Add(detailedTime);
                cold.Add(coldRun.Elapsed);
                describe.Add(describeTime);
            }
        }

        var table = Table.OfMilliseconds();
        table.Add($"Get-LlmKafkaTopic, {count:N0} topics, warm", warm);
        table.Add($"Get-LlmKafkaTopic -Detailed, {count:N0} topics, warm", detailed);
        table.Add($"Get-LlmKafkaTopic, {count:N0} topics, cold, whole process", cold);
        table.Add("kafka-topics.sh --describe, fast JVM options", describe);
        table.Print();
        Console.WriteLine($"describe : cold {Samples.Format(describe.Median / cold.Median)}x, describe : warm {Samples.Format(describe.Median / warm.Median)}x");
    }

    private static async Task CreateAsync(BenchCluster cluster, int count, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Creating {count:N0} topics ...");
        foreach (var batch in Enumerable.Range(0, count).Chunk(BatchSize))
        {
            TopicSpec[] topics = [.. batch.Select(number => new TopicSpec($"many-{number:00000}", 1, 1, [KeyValuePair.Create("retention.ms", "3600000")]))];
            await cluster.CreateAsync(topics, cancellationToken);
            await cluster.UntilVisibleAsync(topics, cancellationToken);
        }
    }

    private static TimeSpan Measure(Action work)
    {
        var startedAt = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(startedAt);
    }

    private static void Require(int expected, int actual)
    {
        if (actual != expected)
        {
            throw new InvalidOperationException($"{actual} topics were read, not {expected}.");
        }
    }
}
