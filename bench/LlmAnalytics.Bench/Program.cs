using LlmAnalytics.Bench;
using LlmAnalytics.Bench.Acls;
using LlmAnalytics.Bench.Health;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Bench.Redis;
using LlmAnalytics.Bench.Sandbox;
using LlmAnalytics.Bench.Topics;

if (args is [ShellProcess.HostCommand, var script])
{
    return ConsoleHost.Run(script);
}

if (args is [SimulatedHost.Command, ..])
{
    return await SimulatedHost.RunAsync(args[1..]);
}

var options = BenchOptions.Parse(args);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
Func<BenchOptions, CancellationToken, Task>? benchmark = options.Command switch
{
    "topics" => TopicsBenchmark.RunAsync,
    "acls" => AclBenchmark.RunAsync,
    "requests" => RequestsBenchmark.RunAsync,
    "import" => ImportBenchmark.RunAsync,
    "codec" => CodecBenchmark.RunAsync,
    "pipeline" => PipelineBenchmark.RunAsync,
    "list" => ListBenchmark.RunAsync,
    "health" => HealthBenchmark.RunAsync,
    "stress" => StressRun.RunAsync,
    "survive" => SurviveRun.RunAsync,
    "redis-create" => CreateBenchmark.RunAsync,
    "redis-health" => RedisHealthBenchmark.RunAsync,
    "redis-kubernetes" => RedisKubernetesBenchmark.RunAsync,
    "sandbox" => SandboxBenchmark.RunAsync,
    _ => null,
};
if (benchmark is null)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

Console.WriteLine($"{options.Command}: {Machine.Describe()}");
try
{
    await benchmark(options, stop.Token);
}
catch (BenchmarkFailedException e)
{
    Console.Error.WriteLine($"FAILED: {e.Message}");
    return 1;
}

Console.WriteLine($"Load at the end: {Machine.Load()}");
return 0;
