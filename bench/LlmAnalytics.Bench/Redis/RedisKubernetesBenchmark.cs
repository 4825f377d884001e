using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Redis;

/// <summary>
/// What the way through the Kubernetes API server costs: the verdict on 30 pods by port-forward beside direct TCP and beside <c>kubectl port-forward</c> with redis-cli, and
/// the making of a cluster of six pods in a fresh process.
/// </summary>
internal static class RedisKubernetesBenchmark
{
    private const string Test = "Test-LlmRedisCluster";
    private const string Initialize = "Initialize-LlmRedisCluster";
    private const string Password = "bench-secret";
    private const int Pods = 30;
    private const int FreshPods = 6;
    private const int WarmUpRuns = 40; // after that, what verdicts need is compiled for good
    private const double WarmGoal = 1.3;
    private const double FreshGoalMs = 2500;

    private static readonly string[] Told = ["Status", "ReachableNodes", "SlotsOk"];

    // Masters refuse service for 2 s after their start: without this, both would wait for that.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var cluster = await KubernetesTestCluster.StartAsync();
        var many = await cluster.AddRedisAsync("many", Pods, Password);
        var fresh = await cluster.AddRedisAsync("fresh", FreshPods, Password);
        await Task.Delay(WarmUp, cancellationToken);
        await HealthAsync(options, cluster, many, cancellationToken);
        await FreshAsync(options, cluster, fresh, cancellationToken);
    }

    private static async Task HealthAsync(BenchOptions options, KubernetesTestCluster cluster, KubernetesTestRedis pods, CancellationToken cancellationToken)
    {
        using var module = new ModuleHost(options.Module);
        using var password = new System.Net.NetworkCredential("default", Password).SecurePassword;
        Dictionary<string, object> direct = new() { ["Node"] = Indices(pods).Select(index => $"{pods.Ip(index)}:6379").ToArray(), ["Credential"] = new PSCredential("default", password) };
        Dictionary<string, object> forward = new() { ["Kubeconfig"] = cluster.AdminKubeconfig, ["Namespace"] = pods.Namespace, ["Transport"] = "PortForward" };
        module.Invoke(Initialize, new(forward) { ["NodeCount"] = Pods, ["Confirm"] = false });
        var ways = new[] { direct, new(forward) { ["Transport"] = "Direct" }, forward };
        var open = ways.Select(way => new Dictionary<string, object> { ["Connection"] = module.Invoke("Connect-LlmRedis", way)[0] }).ToList();
        var openSamples = ways.Select(_ => new Samples()).ToList();
        var told = "";
        for (var run = -WarmUpRuns; run < (options.Runs ?? 9) * 4; run++)
        {
            for (var way = 0; way < open.Count; way++)
            {
                var (elapsed, results) = Clock.Measure(() => module.Invoke(Test, open[way]));
                told = string.Join(", ", Told.Select(property => $"{property} {results[0].Properties[property].Value}"));
                if (run >= 0)
                {
                    openSamples[way].Add(elapsed);
                }
            }
        }

        open.ForEach(connection => module.Invoke("Disconnect-LlmRedis", connection));
        var (openDirect, openPodsDirect, openForward) = (openSamples[0], openSamples[1], openSamples[2]);
        var kubectl = new KubectlCheck(cluster, pods);
        Samples ownDirect = new(), ownForward = new(), other = new();
        for (var run = -1; run < (options.Runs ?? 9); run++)
        {
            var (ownDirectTime, _) = Clock.Measure(() => module.Invoke(Test, direct));
            var (ownForwardTime, _) = Clock.Measure(() => module.Invoke(Test, forward));
            if (run >= 0)
            {
                ownDirect.Add(ownDirectTime);
                ownForward.Add(ownForwardTime);
            }

            if (run is >= 0 and < 3)
            {
                var startedAt = Stopwatch.GetTimestamp();
                await kubectl.RunAsync(cancellationToken);
                other.Add(Stopwatch.GetElapsedTime(startedAt));
            }
        }

        Console.WriteLine($"The last verdict by port-forward: {told}");
        var table = Table.OfMilliseconds();
        table.Add($"a. {Test}, {Pods} nodes, open connection, direct TCP", openDirect);
        table.Add($"   {Test}, {Pods} pods listed, open connection, direct TCP", openPodsDirect);
        table.Add($"b. {Test}, {Pods} pods listed, open connection, port-forward", openForward);
        table.Add($"c. {Test}, {Pods} nodes, connections of its own, direct TCP", ownDirect);
        table.Add($"d. {Test}, {Pods} pods listed, connections of its own, port-forward", ownForward);
        table.Add($"e. {kubectl.Name}", other);
        table.Print();
        Verdict.AtMost("b : the same pods by direct TCP, open connection", openForward.Median, openPodsDirect.Median, WarmGoal);
        Verdict.AtMost("b : a, which lists no pods, open connection", openForward.Median, openDirect.Median, WarmGoal);
        Console.WriteLine($"d : c, port-forward : direct TCP, connections of its own: {Samples.Format(ownForward.Median / ownDirect.Median)}x");
        Console.WriteLine($"e : d: {Samples.Format(other.Median / ownForward.Median)}x");
    }

    private static async Task FreshAsync(BenchOptions options, KubernetesTestCluster cluster, KubernetesTestRedis pods, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Fresh processes: {ShellProcess.Name}");
        var script = $$"""
            $clock = [System.Diagnostics.Stopwatch]::StartNew(); {{ShellProcess.Import(options.Module)}} $import = $clock.Elapsed.TotalMilliseconds
            $clock.Restart(); $result = {{Initialize}} -Kubeconfig {{ShellProcess.Quote(cluster.AdminKubeconfig)}} -Namespace {{pods.Namespace}} -Transport PortForward -Confirm:$false
            [string]::Format([cultureinfo]::InvariantCulture, '{0};{1};{2}', $import, $clock.Elapsed.TotalMilliseconds, $result.Status)
            """;
        Samples import = new(), command = new(), whole = new();
        for (var run = -1; run < (options.Runs ?? 9); run++)
        {
            await Task.WhenAll(Indices(pods).Select(index => pods.CommandAsync(index, "CLUSTER", "RESET", "HARD")));
            var (elapsed, output) = await ShellProcess.RunAsync(script, cancellationToken);
            // The command's end counts as "writable" because a write on each master succeeds right after it, at the first attempt.
            await PodWrites.OnEveryMasterAsync(pods, FreshPods / 2);
            var words = output.Trim().Split(';');
            if (words is not [_, _, "Created"])
            {
                throw new BenchmarkFailedException($"The process answered: {output}");
            }

            if (run >= 0)
            {
                import.Add(double.Parse(words[0], CultureInfo.InvariantCulture));
                command.Add(double.Parse(words[1], CultureInfo.InvariantCulture));
                whole.Add(elapsed);
            }
        }

        var table = Table.OfMilliseconds();
        table.Add("fresh process: Import-Module, by a clock inside", import);
        table.Add($"fresh process: {Initialize}, {FreshPods} pods, from the call to writable", command);
        table.Add("fresh process: from its start to its end", whole);
        table.Print();
        Verdict.Budget($"Fresh process, {FreshPods} pods, from before they are listed to writable", command.Median, FreshGoalMs, "ms");
    }

    private static IEnumerable<int> Indices(KubernetesTestRedis pods) => Enumerable.Range(0, pods.Replicas);
}
