using System.Diagnostics;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Health;

/// <summary>
/// Faults in a row on one cluster: before or during each command a broker is killed, frozen, thawed or restarted at random. The commands are by turns a health test and
/// a list of topics, over one connection that stays open all the time and over one of their own. Each has to end in time with a verdict, and nothing may be left over.
/// </summary>
internal static class StressRun
{
    private const int TimeoutSeconds = 10;

    /// <summary>The command's own limit, and what it may need beyond that to end its work.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(TimeoutSeconds + 2);

    /// <summary>Who isn't back by then never will be.</summary>
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(TimeoutSeconds + 60);

    private static readonly TimeSpan LeakDeadline = TimeSpan.FromSeconds(120);
    private const int LongestDelayMs = 400;

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var seed = options.Seed ?? 1;
        var until = options.Minutes is { } minutes ? DateTime.UtcNow.AddMinutes(minutes) : DateTime.MaxValue;
        using var module = new ModuleHost(options.Module);
        Console.WriteLine("Starting three brokers ...");
        await using var cluster = await KafkaTestCluster.StartAsync(cancellationToken: cancellationToken);
        var servers = cluster.BootstrapServers(ListenerKind.Plaintext);
        module.Invoke("New-LlmKafkaTopic", new() { ["BootstrapServer"] = servers, ["WaitFor"] = "Serving" });
        var cli = new KafkaCli(servers, KafkaCli.FastOptions);
        await DescribeCalls.CommitAsync(cli, "stress", ["llm-events", "llm-metrics"], cancellationToken);

        foreach (var own in new[] { servers, null })
        {
            Connect(module, servers);
            IllAnswer.Of(module, IllAnswer.Health, TimeoutSeconds, own);
            IllAnswer.Of(module, IllAnswer.Topics, TimeoutSeconds, own);
            module.Invoke("Disconnect-LlmKafka");
        }

        var start = await ProcessCounts.SettledAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40), cancellationToken);
        Console.WriteLine($"At the start: {start}. Seed {seed}, -TimeoutSec {TimeoutSeconds}");
        Connect(module, servers);
        using var faults = new BrokerFaults(cluster, seed);
        var random = new Random(seed);
        List<IllAnswer> answers = [];
        for (var run = 0; run < (options.Runs ?? 200) && DateTime.UtcNow < until; run++)
        {
            var (answer, step) = await OneAsync(module, faults, random, run % 2 == 0 ? IllAnswer.Health : IllAnswer.Topics, run % 4 < 2 ? null : servers, cancellationToken);
            answers.Add(answer);
            Console.WriteLine($"{run + 1,3} {step} {answer.Command} {answer.Verdict}, {answer.Elapsed.TotalSeconds:0.0} s; {answer.Detail}");
        }

        module.Invoke("Disconnect-LlmKafka");
        await faults.HealAsync(cancellationToken);
        var healed = Stopwatch.GetTimestamp();
        var end = await ProcessCounts.BackToAsync(start, LeakDeadline, cancellationToken);
        Summarize(answers);
        Console.WriteLine($"At the start: {start}; at the end: {end}, {Stopwatch.GetElapsedTime(healed).TotalSeconds:0} s after the brokers were back: {(end.IsWithin(start) ? "nothing leaked" : "LEAKED")}");
        var ill = answers.Count(answer => !answer.IsVerdict || answer.Elapsed > Limit);
        if (ill > 0 || !end.IsWithin(start))
        {
            throw new BenchmarkFailedException($"{ill} commands without a verdict or in time{(end.IsWithin(start) ? "" : ", and a leak")}.");
        }
    }

    private static void Connect(ModuleHost module, string servers) => module.Invoke("Connect-LlmKafka", new() { ["BootstrapServer"] = servers });

    private static async Task<(IllAnswer Answer, string Step)> OneAsync(
        ModuleHost module, BrokerFaults faults, Random random, string command, string? servers, CancellationToken cancellationToken)
    {
        var isBefore = random.Next(2) == 0;
        var delay = random.Next(LongestDelayMs);
        var (name, take) = await faults.NextAsync(cancellationToken);
        if (isBefore)
        {
            take();
        }

        var running = Task.Run(() => IllAnswer.Of(module, command, TimeoutSeconds, servers), cancellationToken);
        if (!isBefore)
        {
            await Task.Delay(delay, cancellationToken);
            take();
        }

        // A hang ends the whole run with this exception: the commands share one runspace.
        var answer = await running.WaitAsync(Hung, cancellationToken);
        return (answer, $"{(isBefore ? "before" : "during")}: {name,-9} [{faults.States}]");
    }

    private static void Summarize(List<IllAnswer> answers)
    {
        var table = new Table("what", "runs", "median s", "longest s");
        foreach (var group in answers.GroupBy(answer => $"{answer.Command}: {answer.Verdict}").OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Samples seconds = new();
            group.ToList().ForEach(answer => seconds.Add(answer.Elapsed.TotalSeconds));
            table.Add(group.Key, $"{seconds.Count}", Samples.Format(seconds.Median), Samples.Format(seconds.Max));
        }

        table.Print();
        Console.WriteLine($"{answers.Count} runs, longest {answers.Max(answer => answer.Elapsed).TotalSeconds:0.0} s; "
            + $"without a verdict: {answers.Count(answer => !answer.IsVerdict)}; later than {Limit.TotalSeconds:0} s: {answers.Count(answer => answer.Elapsed > Limit)}");
    }
}
