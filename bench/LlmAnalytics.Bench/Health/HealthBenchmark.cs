using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Bench.Topics;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Bench.Health;

/// <summary>
/// One health test of a cluster of 514 topics beside the describe commands that show the same facts, and its requests, counted with 14 and with 514 topics.
/// </summary>
internal static class HealthBenchmark
{
    private const string Test = "Test-LlmKafkaCluster";
    private const int ManyTopics = 500;
    private const int Groups = 3;

    // A busy machine makes the module ask a second broker now and then: the least of some counts is what a test needs.
    private const int CountedRuns = 7;

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var module = new ModuleHost(options.Module);
        var catalog = TopicSpec.ReadCatalog(module);
        await using var cluster = await BenchCluster.StartAsync(cancellationToken);
        module.Invoke("New-LlmKafkaTopic", new() { ["BootstrapServer"] = cluster.BootstrapServers, ["WaitFor"] = "Serving" });
        for (var group = 0; group < Groups; group++)
        {
            await DescribeCalls.CommitAsync(cluster.Cli, $"bench-{group}", catalog.Take(2 + group).Select(topic => topic.Name), cancellationToken);
        }

        var table = new Table("one health test, open connection", "requests", "at most", "runs", "which (of the least)");
        module.Invoke("Connect-LlmKafka", new() { ["BootstrapServer"] = cluster.CountedServers });
        var few = Count(module, cluster, table, $"{catalog.Count} topics");
        cluster.ClearCount();
        CreateMany(module, cluster);
        var creates = cluster.Counted.Count(request => (ApiKey)request.ApiKey == ApiKey.CreateTopics);
        var many = Count(module, cluster, table, $"{catalog.Count + ManyTopics} topics");
        table.Print();
        Console.WriteLine($"CreateTopics requests for the {ManyTopics} topics: {creates}");
        Console.WriteLine($"Requests with {catalog.Count} : with {catalog.Count + ManyTopics} topics, {few} : {many}: {(few == many ? "equal" : "NOT equal")}");
        await CompareAsync(options, module, cluster, cancellationToken);
    }

    private static void CreateMany(ModuleHost module, BenchCluster cluster)
    {
        Console.WriteLine($"Creating {ManyTopics} topics ...");
        var created = module.Invoke("New-LlmKafkaTopic", new()
        {
            ["Name"] = Enumerable.Range(0, ManyTopics).Select(number => $"many-{number:000}").ToArray(),
            ["Partitions"] = 2,
            ["ReplicationFactor"] = 1,
            ["WaitFor"] = "Serving",
            ["TimeoutSec"] = 180,
            ["BootstrapServer"] = cluster.CountedServers,
        });
        if (created.Count != ManyTopics)
        {
            throw new InvalidOperationException($"{created.Count} topics were made, not {ManyTopics}.");
        }
    }

    private static int Count(ModuleHost module, BenchCluster cluster, Table table, string what)
    {
        List<IReadOnlyList<ApiKey>> counts = [];
        for (var run = -1; run < CountedRuns; run++)
        {
            cluster.ClearCount();
            module.Invoke(Test);
            if (run >= 0)
            {
                counts.Add([.. cluster.Counted.Select(request => (ApiKey)request.ApiKey)]);
            }
        }

        var least = counts.MinBy(count => count.Count)!;
        table.Add(what, $"{least.Count}", $"{counts.Max(count => count.Count)}", $"{counts.Count}",
            string.Join(", ", least.GroupBy(key => key).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}")));
        return least.Count;
    }

    private static async Task CompareAsync(BenchOptions options, ModuleHost module, BenchCluster cluster, CancellationToken cancellationToken)
    {
        module.Invoke("Disconnect-LlmKafka");
        module.Invoke("Connect-LlmKafka", new() { ["BootstrapServer"] = cluster.BootstrapServers });
        var script = $"{ShellProcess.Import(options.Module)}({Test} -BootstrapServer {ShellProcess.Quote(cluster.BootstrapServers)}).Status";
        Samples warm = new(), cold = new(), all = new();
        var tools = DescribeCalls.All.Select(_ => new Samples()).ToList();
        var status = "";
        for (var run = -1; run < (options.Runs ?? 3); run++)
        {
            var (warmTime, results) = Clock.Measure(() => module.Invoke(Test));
            status = (string)results[0].Properties["Status"].Value;
            var coldTime = (await ShellProcess.RunAsync(script, cancellationToken)).Elapsed;
            if (run < 0)
            {
                continue;
            }

            warm.Add(warmTime);
            cold.Add(coldTime);
            var sum = TimeSpan.Zero;
            foreach (var ((_, call), samples) in DescribeCalls.All.Zip(tools))
            {
                var elapsed = (await cluster.Cli.CallAsync(call.MainClass, call.Arguments, cancellationToken)).Elapsed;
                samples.Add(elapsed);
                sum += elapsed;
            }

            all.Add(sum);
        }

        Console.WriteLine($"Cold processes: {ShellProcess.Name}. The tools run with the fast JVM options. Verdict of the last test: {status}");
        var table = Table.OfMilliseconds();
        table.Add($"{Test}, warm, open connection", warm);
        table.Add($"{Test}, cold, whole process", cold);
        foreach (var ((what, _), samples) in DescribeCalls.All.Zip(tools))
        {
            table.Add(what, samples);
        }

        table.Add($"the {DescribeCalls.All.Count} calls one after another", all);
        table.Print();
        Console.WriteLine($"calls : cold {Samples.Format(all.Median / cold.Median)}x, calls : warm {Samples.Format(all.Median / warm.Median)}x");
    }
}
