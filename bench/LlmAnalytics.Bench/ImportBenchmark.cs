using System.Globalization;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Bench.Topics;

namespace LlmAnalytics.Bench;

/// <summary>What the module costs a fresh PowerShell process: its import, and its first call to Kafka beyond a later one.</summary>
internal static class ImportBenchmark
{
    private const double ImportBudgetMs = 50;
    private const double FirstCallBudgetMs = 100;

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var cluster = await BenchCluster.StartAsync(cancellationToken);
        Console.WriteLine($"Processes: {ShellProcess.Name}");
        var get = $"Get-LlmKafkaTopic -BootstrapServer {ShellProcess.Quote(cluster.BootstrapServers)}";
        var inside = $$"""
            $clock = [System.Diagnostics.Stopwatch]::StartNew(); {{ShellProcess.Import(options.Module)}} $import = $clock.Elapsed.TotalMilliseconds
            $clock.Restart(); $null = {{get}}; $first = $clock.Elapsed.TotalMilliseconds
            $clock.Restart(); $null = {{get}}; $second = $clock.Elapsed.TotalMilliseconds
            [string]::Format([cultureinfo]::InvariantCulture, '{0};{1};{2}', $import, $first, $second)
            """;
        Samples empty = new(), importing = new(), import = new(), first = new(), second = new(), beyond = new();
        for (var run = -1; run < (options.Runs ?? 15); run++)
        {
            var emptyTime = (await ShellProcess.RunAsync("1", cancellationToken)).Elapsed;
            var importTime = (await ShellProcess.RunAsync($"{ShellProcess.Import(options.Module)}1", cancellationToken)).Elapsed;
            var figures = (await ShellProcess.RunAsync(inside, cancellationToken)).Output.Trim().Split(';').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
            if (run >= 0)
            {
                empty.Add(emptyTime);
                importing.Add(importTime);
                import.Add(figures[0]);
                first.Add(figures[1]);
                second.Add(figures[2]);
                beyond.Add(figures[1] - figures[2]);
            }
        }

        var table = Table.OfMilliseconds();
        table.Add("process that does nothing", empty);
        table.Add("process that imports the module", importing);
        table.Add("Import-Module, by a clock inside", import);
        table.Add("first Get-LlmKafkaTopic, connection included", first);
        table.Add("second Get-LlmKafkaTopic, connection included", second);
        table.Add("first beyond second", beyond);
        table.Print();
        Verdict.Budget("Import, clock inside", import.Median, ImportBudgetMs, "ms");
        Verdict.Budget("Import, whole processes", importing.Median - empty.Median, ImportBudgetMs, "ms");
        Verdict.Budget("First call beyond a second one", beyond.Median, FirstCallBudgetMs, "ms");
    }
}
