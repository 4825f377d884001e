using System.Globalization;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;

namespace LlmAnalytics.Bench.Sandbox;

/// <summary>
/// The simulated cluster at its largest, and a health test of 10,000 topics with 100,000 partitions on three simulated brokers beside the distribution's description of the
/// same topics. Every contestant is a process of its own; the cluster is another.
/// </summary>
internal static class SandboxBenchmark
{
    private const int Topics = 10_000;
    private const int Partitions = 10;
    private const string Test = "Test-LlmKafkaCluster";

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var runs = options.Runs ?? 3;
        await ScaleAsync(runs, cancellationToken);
        await using var cluster = await SimulatedHost.StartAsync(brokers: 3, Topics, Partitions, cancellationToken);
        using (var module = new ModuleHost(options.Module))
        {
            module.Invoke("New-LlmKafkaTopic", new() { ["BootstrapServer"] = cluster.BootstrapServers });
        }

        var connect = $"{ShellProcess.Import(options.Module)}$null = Connect-LlmKafka -BootstrapServer {ShellProcess.Quote(cluster.BootstrapServers)}; ";
        const string timed = $"$clock = [Diagnostics.Stopwatch]::StartNew(); $health = {Test} -TimeoutSec 120; $time = $clock.Elapsed.TotalMilliseconds; ";
        const string tell = "[string]::Join(' ', $time, [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64, $health.TopicCount, $health.Status)";
        Samples cold = new(), first = new(), second = new(), memory = new(), describe = new();
        var (topics, status) = ("", "");
        var cli = new KafkaCli(cluster.BootstrapServers, KafkaCli.FastOptions);
        for (var run = 0; run < runs; run++)
        {
            var (whole, output) = await ShellProcess.RunAsync(connect + timed + tell, cancellationToken);
            cold.Add(whole);
            first.Add(Note(output));
            second.Add(Note((await ShellProcess.RunAsync(connect + timed + timed + tell, cancellationToken)).Output));
            describe.Add((await cli.CallAsync(KafkaCli.Topics, ["--describe"], cancellationToken)).Elapsed);
        }

        Console.WriteLine($"{topics} topics, {Topics * Partitions:N0} partitions and the catalog's, three replicas each. Verdict: {status}. Processes: {ShellProcess.Name}.");
        var table = Table.OfMilliseconds();
        table.Add($"{Test}, cold, whole process", cold);
        table.Add($"{Test}, first of a process, by a clock inside", first);
        table.Add($"{Test}, second", second);
        table.Add("kafka-topics --describe, whole process", describe);
        table.Print();
        Verdict.Budget($"{Test}, cold", cold.Median / 1000, 5, "s");
        Verdict.Budget("memory of its process", memory.Max, 500, "MB");
        Console.WriteLine($"describe : cold {Samples.Format(describe.Median / cold.Median)}x. Memory of the simulated cluster: {cluster.PeakMegabytes:0} MB");

        double Note(string output)
        {
            var words = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            memory.Add(Number(words[1]) / 1e6);
            (topics, status) = (words[2], words[3]);
            return Number(words[0]);
        }
    }

    private static async Task ScaleAsync(int runs, CancellationToken cancellationToken)
    {
        Samples start = new(), create = new(), memory = new();
        for (var run = 0; run < runs; run++)
        {
            await using var cluster = await SimulatedHost.StartAsync(brokers: 1000, Topics, Partitions, cancellationToken);
            start.Add(cluster.Started);
            create.Add(cluster.Created);
            memory.Add(cluster.PeakMegabytes);
        }

        var table = Table.OfMilliseconds();
        table.Add("1,000 simulated brokers, until all listen", start);
        table.Add("100,000 partitions on them, created by requests", create);
        table.Print();
        Verdict.Budget("memory of the process", memory.Max, 1024, "MB");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
